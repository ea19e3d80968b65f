"""Writes of the checkout: placing, confirming and closing purchases."""
