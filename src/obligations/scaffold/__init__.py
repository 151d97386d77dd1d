"""What ``obligations new`` begins with: an agreement, a vocabulary, a scenario, a specification."""
