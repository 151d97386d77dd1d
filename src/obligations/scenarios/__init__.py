"""Scenario files, simulation over everything that is left open, and expectations."""
