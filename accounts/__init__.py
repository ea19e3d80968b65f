"""People: sign-in, roles, addresses, consent, notices."""
