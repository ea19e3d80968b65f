"""Money back to the buyer: of a line, an order or a whole purchase."""
