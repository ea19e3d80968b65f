"""What the public sees of sellers."""
