"""Addresses: where a person's parcels go; the PIN code tells the district."""
