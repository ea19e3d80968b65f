"""The seller's own doors to its profile and application."""
