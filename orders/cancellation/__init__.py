"""A buyer calls a purchase off: unpaid, by its payment; paid, order by order until a seller accepts."""
