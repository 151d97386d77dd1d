"""Holding an expectation against a result: one module for each kind of thing of which something is expected.

What is expected of a run is expected of every course of it: where an hour or a reading is left open, a value holds only
if all courses have it, and ``undetermined`` only if they differ.
"""
