"""Payments: ports to the provider, planned operations, webhooks, refunds."""
