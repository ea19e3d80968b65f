"""Consents: what a person agreed to, when, in which version, and when they took it back."""
