"""The kernel every room stands on: errors, states, money, ids, outbox, idempotency, audit. No business nouns."""
