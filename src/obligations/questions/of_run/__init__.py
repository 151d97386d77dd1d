"""What is asked of one run; what is asked of every course of a result stands on it."""
