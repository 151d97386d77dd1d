"""The command line: one thin module to a command."""
