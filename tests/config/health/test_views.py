"""/healthz and /readyz: well, unwell, slow, and silent about secrets."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from config.health import probes, views
from config.health.probes import Unwell
from config.health.readiness import PROBES, Readiness
from config.storages import folder


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Client:
    settings.CELERY_BROKER_URL = "memory://"
    monkeypatch.setattr(views, "readiness", Readiness(PROBES))
    return Client()


def checks(client: Client) -> tuple[int, dict[str, dict[str, Any]]]:
    answer = client.get("/readyz")
    return answer.status_code, {check["name"]: check for check in answer.json()["checks"]}


class TestHealthz:
    def test_says_alive_without_a_database(self) -> None:
        answer = Client().get("/healthz")
        assert (answer.status_code, answer.json()) == (200, {"status": "alive"})
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
class TestReadyz:
    def test_is_ready_when_all_is_there(self, client: Client) -> None:
        status, found = checks(client)
        assert (status, set(found)) == (200, {"database", "migrations", "broker", "storage"})
        assert all(check == {"name": name, "ok": True} for name, check in found.items())

    def test_names_an_unapplied_migration(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        known = probes._known_migrations() | {("common", "9999_not_yet_applied")}
        monkeypatch.setattr(probes, "_known_migrations", lambda: known)
        status, found = checks(client)
        assert status == 503
        assert found["migrations"]["problem"] == "1 migrations are not applied: common.9999_not_yet_applied"
        assert found["migrations"]["remedy"] == "Run `python manage.py migrate`."
        assert found["database"]["ok"] is True

    @pytest.mark.parametrize("scheme", ["redis", "amqp"])
    def test_names_a_dead_broker_but_no_password(self, client: Client, settings: Any, scheme: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        settings.CELERY_BROKER_URL = f"{scheme}://somebody:s3cret@127.0.0.1:{port}/0"
        status, found = checks(client)
        assert status == 503
        assert f"127.0.0.1:{port} does not answer" in found["broker"]["problem"]
        assert "s3cret" not in str(found)

    def test_a_broker_that_never_speaks_does_not_hang_the_answer(self, client: Client, settings: Any) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
            began = time.monotonic()
            status, found = checks(client)
            took = time.monotonic() - began
        assert (status, found["broker"]["ok"]) == (503, False)
        assert took < 6

    def test_names_a_database_that_is_away(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        known = {"host": "127.0.0.1", "port": port, "dbname": "x", "user": "u", "password": "s3cret"}
        monkeypatch.setattr(probes, "_parameters", lambda: known)
        status, found = checks(client)
        assert status == 503
        assert found["database"]["problem"].startswith(f"The database at 127.0.0.1:{port} does not answer")
        assert "s3cret" not in str(found)

    def test_names_a_store_that_cannot_be_written(self, client: Client, settings: Any) -> None:
        settings.STORAGES = {**settings.STORAGES, "public": folder(Path("/sys/odop"), url="/x/")}
        status, found = checks(client)
        assert status == 503
        assert found["storage"]["problem"].startswith("The public file store cannot be written")


class TestReadiness:
    def test_a_hanging_probe_is_late_and_not_started_twice(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("config.health.readiness.DEADLINE_SECONDS", 0.1)
        monkeypatch.setattr("config.health.readiness.REMEMBER_SECONDS", 0.0)
        go_on, calls = threading.Event(), []

        def hanging() -> None:
            calls.append(1)
            go_on.wait(10)

        readiness = Readiness({"slow": hanging})
        assert [check.is_ok for check in (*readiness.checks(), *readiness.checks())] == [False, False]
        assert calls == [1]
        go_on.set()

    def test_reports_a_fault_of_ours_without_its_text(self) -> None:
        def broken() -> None:
            raise ValueError("postgres://user:s3cret@host")

        check = Readiness({"broken": broken}).checks()[0]
        assert (check.is_ok, check.problem) == (False, "Unexpected ValueError")

    def test_reports_what_a_probe_says(self) -> None:
        def unwell() -> None:
            raise Unwell("It is ill", "Heal it.")

        check = Readiness({"ill": unwell}).checks()[0]
        assert (check.problem, check.remedy) == ("It is ill", "Heal it.")
