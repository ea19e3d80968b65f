"""Searching the registers: forgiving of case, diacritics and small misspellings."""
