"""The public registers: places, PIN codes, the ODOP list and the GI register."""
