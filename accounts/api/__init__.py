"""What other rooms' endpoints use of this one: permissions, strict bodies."""
