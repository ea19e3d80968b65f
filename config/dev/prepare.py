"""Bring the database up to date in one process: migrations, cache table, registers, categories, a small seeded bazaar.

Run as ``python -m config.dev.prepare [--seed]``; each step is safe to repeat.
"""

from __future__ import annotations

import os
import sys
import time

STEPS = ("migrate", "createcachetable", "load_registers", "load_categories")
SEED = "seed_bazaar"


def prepare(*, seed: bool) -> None:
    """Call each management command and print how long it took."""
    import django
    from django.core.management import call_command

    django.setup()
    for name in (*STEPS, *((SEED,) if seed else ())):
        began = time.monotonic()
        call_command(name)
        print(f"{name}: done in {time.monotonic() - began:.1f} s", flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    prepare(seed="--seed" in sys.argv[1:])
