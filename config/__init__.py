"""Settings, addresses, background worker and the policies that hold for the whole API."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
