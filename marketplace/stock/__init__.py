"""How many pieces there are, who holds them, and why that changed."""
