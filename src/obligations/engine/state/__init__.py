"""The values a run is made of, what is due, and the copy that a step works on."""
