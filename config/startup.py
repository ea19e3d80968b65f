"""What every serving process does before it serves: refuse a configuration that cannot work."""

from __future__ import annotations

from django.core import checks
from django.core.exceptions import ImproperlyConfigured


def refuse_unfit_configuration() -> None:
    """Run Django's system checks, as `manage.py` does, where no `manage.py` runs: in gunicorn and in Celery.

    Raises:
        ImproperlyConfigured: with every error and what to do about it.
    """
    errors = [problem for problem in checks.run_checks() if problem.is_serious() and not problem.is_silenced()]
    if errors:
        listed = "\n".join(f"{problem.id}: {problem.msg} {problem.hint or ''}".rstrip() for problem in errors)
        raise ImproperlyConfigured(f"The configuration cannot work:\n{listed}")
