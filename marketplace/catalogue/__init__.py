"""What is offered: categories, GST rates, products, variants and their pictures."""
