"""Scenario files, what they expect, and receipts of what came out."""
