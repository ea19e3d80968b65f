"""The team of a seller and what each role may do."""
