"""From evidence to a ranked list: points, families, tier, rank."""
