"""Private papers of sellers."""
