"""Every operation of the API description with generated input, fit and unfit, by everybody: never a fault of ours.

``FUZZ_EXAMPLES`` raises the number of requests an operation (6 unless told). Runs alike each time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from factories.bazaar import PEOPLE, Bazaar, make_bazaar
from factories.operations import name_of
from factories.refusals import undone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "6"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def likely_person(path: str) -> list[str]:
    """Who has business there, so that half the requests get past the door."""
    if path.startswith("/api/v1/staff/"):
        return ["reviewer", "moderator", "finance"]
    if path.startswith("/api/v1/seller/"):
        return ["owner", "rival"]
    return ["buyer", "guest"]


def with_real_ids(value: Any, ids: dict[str, list[str]], draw: Any) -> Any:
    """The body with, here and there, the id of something that is there."""
    if isinstance(value, list):
        return [with_real_ids(item, ids, draw) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: draw(st.sampled_from([inner, *ids[name]]))
        if name in ids and isinstance(inner, str)
        else with_real_ids(inner, ids, draw)
        for name, inner in value.items()
    }


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests stay in the test's transaction: as in Django's own client, none closes the connection behind it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("one_connection")
class TestSchema:
    def test_holds_for_everybody(self, faults: list[str], subtests: Any) -> None:
        app = get_wsgi_application()
        schema = schemathesis.openapi.from_wsgi("/api/openapi.yml", app)
        bazaar = make_bazaar()
        sessions = {person: bazaar.headers(person) for person in PEOPLE}
        for result in schema.get_all_operations():
            operation = result.ok()
            with subtests.test(operation.label):
                attack(operation, bazaar, sessions, faults)


def attack(operation: Any, bazaar: Bazaar, sessions: dict[str, dict[str, str]], faults: list[str]) -> None:
    """Send the examples of one operation; each is undone."""

    @given(data=st.data())
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def send(data: st.DataObject) -> None:
        mode = data.draw(st.sampled_from([GenerationMode.POSITIVE, GenerationMode.POSITIVE, GenerationMode.NEGATIVE]))
        case = data.draw(operation.as_strategy(mode))
        person = data.draw(st.sampled_from(PEOPLE) | st.sampled_from(likely_person(operation.path)))
        for parameter in case.path_parameters or {}:
            known = bazaar.ids.get(name_of(parameter, operation.path), [])
            if known and data.draw(st.integers(0, 9)):
                case.path_parameters[parameter] = data.draw(st.sampled_from(known))
        case.body = with_real_ids(case.body, bazaar.ids, data.draw)
        faults.clear()
        with undone():
            answer = case.call(headers=sessions[person])
        assert not faults, f"{person}: {answer.request.method} {answer.request.url}\n{case.body!r}\n{faults[0]}"
        case.validate_response(answer, checks=CHECKS)

    send()
