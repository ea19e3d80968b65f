"""Re-exports of this room's models (Django looks for them here)."""
