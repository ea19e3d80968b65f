"""The embedded PostgreSQL: made once, found again, started beside stale locks and broken programs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from config.dev import postgres
from config.dev.accounts import reachable_by_all
from config.dev.postgres import THROWAWAY, EmbeddedPostgres, Programs, find_programs
from config.dev.problems import LaunchProblem
from config.dev.processes import Service, stop_all
from config.dev.var_folder import VarFolder
from config.dev.waiting import Patience


@pytest.fixture
def server(tmp_path: Path) -> EmbeddedPostgres:
    var = VarFolder(tmp_path)
    var.check_writable(needed_bytes=0)
    return EmbeddedPostgres(var, Patience(), THROWAWAY)


@pytest.fixture
def begin(server: EmbeddedPostgres) -> Iterator[Callable[[], tuple[Service, str]]]:
    """Start the server; whatever a test leaves running is stopped."""
    started: list[Service] = []

    def start() -> tuple[Service, str]:
        service, url = server.start()
        started.append(service)
        return service, url

    yield start
    stop_all(started)


class TestEmbeddedPostgres:
    def test_keeps_what_was_stored_across_a_restart(self, begin: Callable[[], tuple[Service, str]]) -> None:
        service, url = begin()
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 'नमस्ते'::text AS word")
        stop_all([service])
        _, url = begin()
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT upper(word), length(word) FROM kept").fetchone() == ("नमस्ते", 6)

    def test_demands_the_password(self, begin: Callable[[], tuple[Service, str]], server: EmbeddedPostgres) -> None:
        _, url = begin()
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(url.replace(server._password(), "guessed"))
        assert (server.home / "password").stat().st_mode & 0o077 == 0

    def test_starts_beside_the_lock_of_a_server_that_is_gone(
        self, begin: Callable[[], tuple[Service, str]], server: EmbeddedPostgres
    ) -> None:
        service, _ = begin()
        stop_all([service])
        (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n0\n5432\n\n\n\nready\n")
        _, url = begin()
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)

    def test_finds_a_server_that_lost_its_note(
        self, begin: Callable[[], tuple[Service, str]], server: EmbeddedPostgres
    ) -> None:
        service, _ = begin()
        service.note.unlink()
        found = server.leftover()
        assert found is not None
        assert found.process.pid == service.process.pid
        stop_all([found])
        assert server.leftover() is None

    def test_takes_the_next_programs_when_initdb_fails(
        self,
        begin: Callable[[], tuple[Service, str]],
        server: EmbeddedPostgres,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        broken = tmp_path / "broken"
        broken.mkdir()
        for name in ("initdb", "postgres"):
            (broken / name).write_text("#!/bin/sh\necho this platform is not served\nexit 1\n")
            (broken / name).chmod(0o755)
        working = next(find_programs())
        monkeypatch.setattr(postgres, "find_programs", lambda: iter([Programs(broken, working.major), working]))
        _, url = begin()
        with psycopg.connect(url) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)

    def test_names_every_refusal_when_none_can_serve(
        self, server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server.home.mkdir(parents=True)
        monkeypatch.setattr(postgres, "find_programs", lambda: iter([]))
        with pytest.raises(LaunchProblem) as refused:
            server.start()
        assert refused.value.paragraph.startswith("No usable PostgreSQL was found")
        assert "give DATABASE_URL" in refused.value.paragraph

    def test_refuses_a_cluster_of_another_version(self, server: EmbeddedPostgres) -> None:
        server.data.mkdir(parents=True)
        (server.data / "PG_VERSION").write_text("9\n")
        with pytest.raises(LaunchProblem) as refused:
            server.start()
        assert "was made by PostgreSQL 9 and no PostgreSQL 9 is found here" in refused.value.paragraph
        assert f"move {server.home} away" in refused.value.paragraph


class TestReachable:
    def test_sees_a_private_folder_on_the_way(self, tmp_path: Path) -> None:
        inner = tmp_path / "private" / "inner"
        inner.mkdir(parents=True)
        inner.parent.chmod(0o700)
        assert reachable_by_all(inner) is False
        assert reachable_by_all(Path("/usr/bin/env")) is True
