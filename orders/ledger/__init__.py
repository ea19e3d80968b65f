"""The double-entry journal: the truth about what is owed to whom."""
