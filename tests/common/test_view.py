"""The base view: strict parameters, keyset pages, idempotent posts, problem documents."""

from typing import Any, ClassVar

import pytest
from django.test import override_settings
from django.urls import path
from django.utils.translation import get_language
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient

from common.api.fields import CleanCharField, MoneyField
from common.api.serializers import StrictSerializer
from common.api.views import BazaarView
from common.models import OutboxMessage
from config import urls as real_urls


class NoteIn(StrictSerializer):
    topic = CleanCharField(max_length=20)
    price = MoneyField(required=False, min_amount=1)
    mood = serializers.ChoiceField(choices=["gay", "grave"], required=False)


class NotesView(BazaarView):
    permission_classes: ClassVar[list[Any]] = [AllowAny]
    query_params_allowed: ClassVar[set[str]] = {"topic"}

    def get(self, request: Request) -> Response:
        rows = OutboxMessage.objects.all()
        return self.keyset_page(rows, ordering=("topic", "id"), render=lambda row: row.topic)

    def post(self, request: Request) -> Response:
        data = self.valid(NoteIn, request)
        from common import clock

        row = OutboxMessage.objects.create(topic=data["topic"], due_at=clock.now())
        return Response({"id": str(row.pk), "topic": row.topic}, status=201)


class StrictView(NotesView):
    idempotency_required = True


class BrokenView(BazaarView):
    permission_classes: ClassVar[list[Any]] = [AllowAny]

    def get(self, request: Request) -> Response:
        raise KeyError("secret internals")


class BilingualView(BazaarView):
    permission_classes: ClassVar[list[Any]] = [AllowAny]
    languages: ClassVar[tuple[str, ...]] = ("en", "hi")

    def get(self, request: Request) -> Response:
        return Response({"language": get_language()})


urlpatterns = [
    path("t/notes", NotesView.as_view()),
    path("t/strict", StrictView.as_view()),
    path("t/bilingual", BilingualView.as_view()),
    path("t/broken", BrokenView.as_view()),
    *real_urls.urlpatterns,
]
handler404, handler500 = real_urls.handler404, real_urls.handler500


@pytest.fixture(autouse=True)
def _routes() -> Any:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.mark.django_db
class TestPages:
    def test_walks_forth_and_back(self, anonymous_client: APIClient) -> None:
        from common import clock

        for n in range(7):
            OutboxMessage.objects.create(topic=f"t{n // 2}", due_at=clock.now())
        first = anonymous_client.get("/t/notes?limit=3").json()
        second = anonymous_client.get(first["next"]).json()
        third = anonymous_client.get(second["next"]).json()
        assert [*first["data"], *second["data"], *third["data"]] == ["t0", "t0", "t1", "t1", "t2", "t2", "t3"]
        assert (first["previous"], third["next"]) == (None, None)
        back = anonymous_client.get(third["previous"]).json()
        assert back["data"] == second["data"]
        assert anonymous_client.get(back["previous"]).json()["data"] == first["data"]

    @pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "1e3", "٣", "9" * 5000, ""])
    def test_refuses_a_limit_out_of_range(self, anonymous_client: APIClient, limit: str) -> None:
        answer = anonymous_client.get("/t/notes", {"limit": limit})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_limit")

    def test_refuses_a_forged_cursor_and_an_unknown_parameter(self, anonymous_client: APIClient) -> None:
        answer = anonymous_client.get("/t/notes?cursor=abc")
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")
        answer = anonymous_client.get("/t/notes?colour=red")
        assert answer.json()["errors"][0]["pointer"] == "/colour"
        assert answer["Content-Type"] == "application/problem+json"

    def test_refuses_a_parameter_sent_twice(self, anonymous_client: APIClient) -> None:
        answer = anonymous_client.get("/t/notes?topic=a&topic=b")
        assert (answer.status_code, answer.json()["code"]) == (400, "repeated_parameter")
        assert answer.json()["errors"][0]["pointer"] == "/topic"


@pytest.mark.django_db
class TestLanguage:
    @pytest.mark.parametrize(("asked", "told"), [("hi-IN,hi;q=0.9", "hi"), ("en", "en"), ("ta", "en"), ("", "en")])
    def test_takes_the_asked_one_that_it_has(self, anonymous_client: APIClient, asked: str, told: str) -> None:
        answer = anonymous_client.get("/t/bilingual", headers={"Accept-Language": asked})
        assert (answer.json(), answer["Content-Language"]) == ({"language": told}, told)

    @pytest.mark.parametrize("path", ["/t/notes", "/t/notes?colour=red", "/api/v1/nowhere"])
    def test_never_names_one_that_it_does_not_speak(self, anonymous_client: APIClient, path: str) -> None:
        asked = anonymous_client.get(path, headers={"Accept-Language": "hi"})
        assert asked["Content-Language"] == "en"
        assert "Accept-Language" in asked["Vary"]


@pytest.mark.django_db
class TestIdempotency:
    def post(self, client: APIClient, body: Any, key: str | None, url: str = "/t/notes") -> Any:
        headers = {"Idempotency-Key": key} if key is not None else {}
        return client.post(url, body, headers=headers)

    def test_replays_the_first_answer(self, anonymous_client: APIClient) -> None:
        first = self.post(anonymous_client, {"topic": "a"}, "key-12345")
        again = self.post(anonymous_client, {"topic": "a"}, "key-12345")
        assert (first.status_code, again.status_code, again["Idempotent-Replayed"]) == (201, 201, "true")
        assert first.content == again.content
        assert OutboxMessage.objects.count() == 1

    @pytest.mark.parametrize("token", ["X-Basket-Token", "X-Purchase-Token"])
    def test_keeps_the_answer_of_one_guest_from_another(self, token: str) -> None:
        owner, stranger = APIClient(headers={token: "mine"}), APIClient()
        first = self.post(owner, {"topic": "a"}, "key-12345")
        other = self.post(stranger, {"topic": "a"}, "key-12345")
        assert "Idempotent-Replayed" not in other
        assert first.json()["id"] != other.json()["id"]

    def test_refuses_the_key_with_another_body(self, anonymous_client: APIClient) -> None:
        self.post(anonymous_client, {"topic": "a"}, "key-12345")
        other = self.post(anonymous_client, {"topic": "b"}, "key-12345")
        assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
        assert OutboxMessage.objects.count() == 1

    def test_says_that_the_first_is_still_running(self, anonymous_client: APIClient) -> None:
        from common.models import IdempotencyRecord

        self.post(anonymous_client, {"topic": "a"}, "key-12345")
        IdempotencyRecord.objects.update(finished_at=None, status=None)
        answer = self.post(anonymous_client, {"topic": "a"}, "key-12345")
        assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (409, "idempotency_in_flight", "2")

    @pytest.mark.parametrize("headers", [{"X-Basket-Token": "other"}, {"X-Purchase-Token": "other"}, {}])
    def test_a_key_is_one_callers_own(self, anonymous_client: APIClient, headers: dict[str, str]) -> None:
        mine = self.post(anonymous_client, {"topic": "a"}, "key-12345").json()["id"]
        neighbour = {"REMOTE_ADDR": "192.0.2.7"} if not headers else {}
        answer = anonymous_client.post(
            "/t/notes", {"topic": "a"}, headers={"Idempotency-Key": "key-12345", **headers}, **neighbour
        )
        assert (answer.status_code, answer.has_header("Idempotent-Replayed")) == (201, False)
        assert answer.json()["id"] != mine

    def test_replays_a_refusal_too(self, anonymous_client: APIClient) -> None:
        for _ in range(2):
            answer = self.post(anonymous_client, {"topic": ""}, "key-12345")
            assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
            assert answer.json()["errors"][0]["pointer"] == "/topic"

    @pytest.mark.parametrize(("key", "code"), [(None, "idempotency_key_missing"), ("short", "idempotency_key_unfit")])
    def test_requires_a_fit_key_where_money_moves(
        self, anonymous_client: APIClient, key: str | None, code: str
    ) -> None:
        answer = self.post(anonymous_client, {"topic": "a"}, key, url="/t/strict")
        assert (answer.status_code, answer.json()["code"]) == (400, code)
        assert OutboxMessage.objects.count() == 0


BODIES = [
    (b'{"topic": ', 400, "malformed_request"),
    (b"[" * 100_000, 400, "malformed_request"),
    (b'{"topic": "\\ud800"}', 400, "malformed_request"),
    (b'{"topic": "a\\u0000b"}', 400, "malformed_request"),
    (b"\xff\xfe", 400, "malformed_request"),
    (b'{"topic": NaN}', 400, "malformed_request"),
    (b'{"topic": "a", "topic": "b"}', 400, "malformed_request"),
    (b'{"topic": ' + b"9" * 5000 + b"}", 400, "malformed_request"),
    (b"[]", 400, "invalid_input"),
    (b'"text"', 400, "invalid_input"),
    (b'{"topic": "x", "price": {"amount": 1.5, "currency": "INR"}}', 400, "invalid_input"),
    (b'{"topic": "x", "price": {"amount": true, "currency": "INR"}}', 400, "invalid_input"),
    (b'{"topic": "x", "price": {"amount": -5, "currency": "INR"}}', 400, "invalid_input"),
    (b'{"topic": "' + b"x" * 5_000_000 + b'"}', 413, "body_too_large"),
]


@pytest.mark.django_db
class TestBadInput:
    @pytest.mark.parametrize(("body", "status", "code"), BODIES)
    def test_is_a_problem_and_stores_nothing(
        self, anonymous_client: APIClient, body: bytes, status: int, code: str
    ) -> None:
        answer = anonymous_client.post("/t/notes", body, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["request_id"] == answer["X-Request-Id"]
        assert OutboxMessage.objects.count() == 0

    def test_the_answer_stays_small_whatever_was_sent(self, anonymous_client: APIClient) -> None:
        answer = anonymous_client.post("/t/notes", {"topic": "a", "mood": "x" * 100_000})
        assert (answer.json()["errors"][0]["pointer"], len(answer.json()["errors"][0]["detail"])) == ("/mood", 300)
        answer = anonymous_client.post("/t/notes", {f"{n}{'x' * 1000}": n for n in range(500)})
        assert (len(answer.json()["errors"]), len(answer.content) < 50_000) == (50, True)

    def test_an_unknown_address_and_a_nul_are_problems(self, anonymous_client: APIClient) -> None:
        assert anonymous_client.get("/nowhere").json()["code"] == "not_found"
        assert anonymous_client.get("/t/notes?topic=%00").json()["code"] == "malformed_request"
        assert anonymous_client.post("/t/broken", {}).json()["code"] == "method_not_allowed"
        answer = anonymous_client.post("/t/notes", b"a", content_type="text/plain")
        assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")

    @pytest.mark.parametrize("path", ["/api/v1/nowhere", "/api/v1/products/123", "/webhooks/nobody"])
    def test_of_an_unknown_address_is_a_problem_in_development_too(self, settings: Any, path: str) -> None:
        settings.DEBUG = True
        answer = APIClient(enforce_csrf_checks=True).post(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
        assert answer.json()["code"] == "not_found"

    def test_a_fault_of_ours_tells_no_internals(self, anonymous_client: APIClient) -> None:
        answer = anonymous_client.get("/t/broken")
        assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
        assert b"secret" not in answer.content
