"""Doors to purchases and orders for those who may read them."""
