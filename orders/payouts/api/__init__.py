"""Doors of payouts: the seller's money desk and the staff's payout runs."""
