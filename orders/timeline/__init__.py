"""A purchase as one story for staff: moves, payment, refunds and journal in the order of time."""
