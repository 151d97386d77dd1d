"""Gherkin: specifications in sentences, run by pytest-bdd.

Installing the package changes nothing in a project that has pytest. A project that wants our sentences, and its
``.feature`` files collected, asks for them in one line of its pytest configuration:
``addopts = "-p obligations.gherkin"``.
"""

pytest_plugins = ("obligations.gherkin.plugin",)
