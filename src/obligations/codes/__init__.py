"""The codes of errors, and what is said of each: the one place that knows every one. Pure.

``code`` holds the closed type that whoever raises an error is checked against, and is read by every command;
``registry`` holds the words, and is read only where somebody asks for them.
"""
