"""Places of India: states and union territories, districts, PIN codes."""
