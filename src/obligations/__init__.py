"""A rule-based obligation engine."""
