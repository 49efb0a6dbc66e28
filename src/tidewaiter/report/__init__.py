"""What a person reads: the explanation of a record and the page of a run."""
