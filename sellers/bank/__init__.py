"""Bank accounts of sellers."""
