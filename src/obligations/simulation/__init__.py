"""A case, its run, its courses where something is left open, and its result."""
