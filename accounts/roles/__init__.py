"""Roles: which member of staff may do what, granted and taken away with a trail."""
