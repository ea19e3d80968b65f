"""Notices: what the bazaar tells people by e-mail and SMS, in their language."""
