"""GST inside a price, split by place of supply."""
