"""Clauses become norms: distinct patterns, who subscribes to them, and the checks that need the whole set."""
