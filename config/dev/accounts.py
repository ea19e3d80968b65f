"""Whom PostgreSQL runs as when the launcher is root: PostgreSQL refuses root itself.

No account is created and no folder of yours is opened to others. When the clone lies where the
unprivileged account cannot reach it (``/root``, a private temporary folder), the server keeps the one
capability that lets it pass, through util-linux's ``setpriv``.
"""

from __future__ import annotations

import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

from config.dev.problems import LaunchProblem


@dataclass(frozen=True)
class RunAs:
    """How to start a program as the server's account; `ids` is None when we are not root."""

    ids: tuple[int, int] | None = None
    wrapper: tuple[str, ...] = ()

    def own(self, path: Path) -> None:
        """Hand a file or folder to the server's account."""
        if self.ids is not None:
            os.chown(path, *self.ids)

    @property
    def switch(self) -> tuple[int, int] | None:
        """The ids for the process starter; None when the wrapper switches by itself or we are not root."""
        return None if self.wrapper else self.ids


def server_account(data: Path, programs: Path) -> RunAs:
    """Ourselves, or as root: the owner of the data, else of the clone, else ``nobody``."""
    if os.geteuid() != 0:
        return RunAs()
    owner = next((p.stat().st_uid for p in (data, data.parent.parent) if p.exists() and p.stat().st_uid), None)
    try:
        entry = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    except KeyError as error:
        raise LaunchProblem(
            "PostgreSQL does not run as root and this machine has no account `nobody` to run it as. Start the "
            "command as an ordinary user, or give DATABASE_URL of a running PostgreSQL."
        ) from error
    ids = (entry.pw_uid, entry.pw_gid)
    if reachable_by_all(programs / "postgres") and reachable_by_all(data.parent):
        return RunAs(ids)
    return RunAs(ids, _pass_through(ids, data))


def reachable_by_all(path: Path) -> bool:
    """Whether every account may enter each folder on the way and run or enter `path` itself."""
    real = path.resolve()
    return all(step.stat().st_mode & 0o001 for step in (real, *real.parents))


def _pass_through(ids: tuple[int, int], data: Path) -> tuple[str, ...]:
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise LaunchProblem(
            f"PostgreSQL does not run as root, and an unprivileged account cannot reach {data}. Move the clone to a "
            "folder that everybody may enter (such as /srv or /opt), install util-linux's `setpriv`, run as an "
            "ordinary user, or give DATABASE_URL of a running PostgreSQL."
        )
    user, group = ids
    return (
        setpriv, f"--reuid={user}", f"--regid={group}", "--clear-groups",
        "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup", "--",
    )  # fmt: skip
