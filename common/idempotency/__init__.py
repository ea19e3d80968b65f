"""Idempotency-Key: one key, one effect, one answer."""
