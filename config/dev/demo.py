"""`make demo`: a bazaar of its own from an empty database, and the story told to it over HTTP."""

from __future__ import annotations

import os
from collections.abc import Sequence

from config.dev.launcher import Launcher
from config.dev.ports import free_port
from config.dev.testing import foreground
from config.dev.var_folder import VarFolder
from config.env import VAR_DIR

ELSEWHERE = {"DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "PUBLIC_BASE_URL", "STRIPE_SECRET_KEY"}
# One machine plays everybody, and nobody waits a week for the payout.
STAGE = {
    "PAYOUT_HOLD_DAYS": "0",
    "THROTTLE_ADDRESS": "100000/m",
    "THROTTLE_ACCOUNT": "100000/m",
    "THROTTLE_CHECKOUT": "10000/h",
}


def run_demo(arguments: Sequence[str]) -> int:
    """Tell the story to a server that starts and stops with it; exit code 0 when all was as told.

    Uses nothing of the environment's services: the demo never writes to anybody's database or Stripe account.
    Raises `LaunchProblem`.
    """
    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    environment |= dict.fromkeys(("REDIS_URL", "CELERY_BROKER_URL", "STRIPE_SECRET_KEY"), "") | STAGE
    var = VarFolder(VAR_DIR / "demo")
    bazaar = Launcher("127.0.0.1", free_port(), var=var, environment=environment, doing="`make demo`")

    def tell() -> int:
        command = ["-m", "config.demo", bazaar.address, *arguments]
        return foreground(command, bazaar.environment, bazaar.patience)

    return bazaar.serve_during(tell, fresh=True)
