"""A seller's statement, read from the journal: every sold and refunded line, every payout, both balances."""
