"""Sign-in: one-time codes by e-mail or phone, sessions and tokens, the second factor."""
