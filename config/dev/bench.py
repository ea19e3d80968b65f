"""`make bench`: a throw-away database with registers and categories, and the measurements of `bench/` on it."""

from __future__ import annotations

import os
from collections.abc import Sequence

from config.dev.postgres import THROWAWAY, EmbeddedPostgres
from config.dev.stack import Stack
from config.dev.testing import foreground
from config.dev.var_folder import VarFolder
from config.dev.waiting import Patience
from config.env import VAR_DIR

PREPARE_SECONDS = 300.0


def run_bench(arguments: Sequence[str]) -> int:
    """Run `python -m bench.NAME` for each name given (all when none is). Raises `LaunchProblem`."""
    environment, patience = dict(os.environ), Patience()
    patience.listen()
    var = VarFolder(VAR_DIR / "bench")
    var.check_writable()
    var.claim(doing="`make bench`")
    stack = Stack(var, patience)
    try:
        stack.sweep()
        server = EmbeddedPostgres(var, patience, THROWAWAY)
        environment |= {"DATABASE_URL": stack.add_store(server.start), "LOG_LEVEL": "ERROR"}
        stack.run_to_end("prepare", ["-m", "config.dev.prepare"], environment, seconds=PREPARE_SECONDS)
        names = list(arguments) or ["catalogue"]
        return max(foreground(["-m", f"bench.{name}"], environment, patience) for name in names)
    finally:
        stack.stop()
        var.release()
