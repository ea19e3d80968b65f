"""The Stripe adapter: separate charges and transfers, accounts by controller properties."""
