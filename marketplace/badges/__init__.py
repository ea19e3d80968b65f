"""Badges computed from the public registers, with the reason in words."""
