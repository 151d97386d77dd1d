"""What a run asks of its state without changing it."""
