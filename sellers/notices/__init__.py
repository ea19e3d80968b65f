"""Notices to sellers about their application."""
