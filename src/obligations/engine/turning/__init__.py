"""What changes a state: a transition a module."""
