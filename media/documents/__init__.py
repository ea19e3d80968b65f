"""Private papers (PDF, JPEG, PNG): checked by content, stored without any public address."""
