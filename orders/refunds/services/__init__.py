"""Writes of refunds: asking for one, sending it to the payment, settling it."""
