"""Doors of fulfilment: the seller's desk and the buyer's confirmation."""
