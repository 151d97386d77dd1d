"""Frozen values: what agreements, vocabularies and doctrines say, and what runs produce."""
