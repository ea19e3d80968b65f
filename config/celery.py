"""The Celery application; every room's ``tasks`` module is its table of contents."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("bazaar")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def _refuse_unfit_configuration(**kwargs: Any) -> None:
    """A worker, too, starts only with a configuration that can work."""
    from config.startup import refuse_unfit_configuration

    refuse_unfit_configuration()


worker_init.connect(_refuse_unfit_configuration)
