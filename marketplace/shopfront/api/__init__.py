"""Public doors: the list of products and the product page."""
