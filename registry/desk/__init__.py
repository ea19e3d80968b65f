"""What the registry officers' screens share."""
