"""Doors of sellers to their own listings, and the public category tree."""
