"""Checks of Indian identifiers; pure functions without tables."""
