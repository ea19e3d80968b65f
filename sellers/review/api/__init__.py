"""The review desk over HTTP."""
