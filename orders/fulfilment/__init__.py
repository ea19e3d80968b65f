"""Orders at the seller's bench: accept, ship with tracking, deliver."""
