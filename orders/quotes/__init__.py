"""Quotes: what a basket costs when sent to one address, with tax, shipping and every seller's take-home; immutable."""
