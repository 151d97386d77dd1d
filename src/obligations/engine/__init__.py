"""The life of positions and agreements: a pure step over a state that is a value."""
