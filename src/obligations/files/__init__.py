"""YAML to model, with file, line and column on every error; JSON Schema out of the same models."""
