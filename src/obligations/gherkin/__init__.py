"""The Gherkin door: one vocabulary of sentences, run by pytest-bdd, no Python written by the user."""
