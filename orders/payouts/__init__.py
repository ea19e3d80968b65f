"""Passing earnings on to sellers: hold, allocation, payout, recovery, statements."""
