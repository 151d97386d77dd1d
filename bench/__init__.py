"""Measures: the tables of docs/benchmarks.md."""
