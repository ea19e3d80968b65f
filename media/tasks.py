"""Table of contents of this room's background work."""
