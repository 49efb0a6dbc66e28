"""The run folder: written aside, renamed whole."""
