"""What the public sees: lists, search, product pages."""
