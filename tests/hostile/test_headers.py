"""Headers that no honest client sends."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from factories.accounts import make_user
from factories.bazaar import session_token
from factories.refusals import assert_refused, nothing_stored
from factories.sellers import make_seller
from factories.stories import make_owned_product

from marketplace.models import Product
from sellers.models import Seller

pytestmark = pytest.mark.django_db
GARBAGE = [
    "",
    " ",
    '"',
    '""',
    "W/",
    'W/"1"',
    "*,*",
    '"a", "b"',
    "x" * 8000,
    "\xff",
    "%00",
    "'; --",
    "{}",
    '"' + "0" * 32 + '.1"',
    ",,,,",
]


class TestIfMatch:
    @pytest.mark.parametrize("tag", GARBAGE)
    def test_garbage_edits_nothing(self, client_for: Any, faults: list[str], tag: str) -> None:
        owner, product = make_owned_product(status="draft")
        seller = make_seller("artisan", "draft", owner=owner)
        client = client_for(owner)
        for address, body in (
            (f"/api/v1/seller/products/{product.pk}", {"title": "Overwritten"}),
            (f"/api/v1/seller/profiles/{seller.pk}", {"display_name": "Overwritten"}),
        ):
            answer = client.patch(address, body, headers={"If-Match": tag})
            assert not faults, faults[0]
            assert_refused(answer, 412, "stale_edit")
        assert not Product.objects.filter(title="Overwritten").exists()
        assert not Seller.objects.filter(display_name="Overwritten").exists()

    def test_an_old_tag_edits_nothing(self, client_for: Any) -> None:
        owner, product = make_owned_product(status="draft")
        client, address = client_for(owner), f"/api/v1/seller/products/{product.pk}"
        tag = client.get(address)["ETag"]
        assert client.patch(address, {"title": "First edit"}, headers={"If-Match": tag}).status_code == 200
        assert_refused(client.patch(address, {"title": "Second"}, headers={"If-Match": tag}), 412, "stale_edit")
        assert Product.objects.get(pk=product.pk).title == "First edit"


class TestIfNoneMatch:
    @pytest.mark.parametrize("tag", GARBAGE)
    def test_garbage_is_no_match(self, anonymous_client: Any, tag: str) -> None:
        answer = anonymous_client.get("/api/v1/products", headers={"If-None-Match": tag})
        assert answer.status_code == 200


class TestIdempotencyKey:
    @pytest.mark.parametrize("key", ["", "short", "x" * 256, "key with ünicode", "tab\tin it..", "\x7f" * 10])
    def test_that_is_none_is_refused(self, anonymous_client: Any, key: str) -> None:
        with nothing_stored():
            answer = anonymous_client.post("/api/v1/baskets", {}, headers={"Idempotency-Key": key})
        assert_refused(answer, 400, "idempotency_key_unfit")

    def test_is_needed_where_money_moves(self, anonymous_client: Any) -> None:
        assert_refused(anonymous_client.post("/api/v1/checkouts", {}), 400, "idempotency_key_missing")


class TestLanguageAndFormat:
    @pytest.mark.parametrize(
        "language", ["", "xx", "hi;q=abc", "*", ";;;,,,", "en-" * 500, "../../etc", "\xff", "hi,en;q=0.5", "x" * 9000]
    )
    def test_any_language_gets_an_answer(self, anonymous_client: Any, faults: list[str], language: str) -> None:
        for address in (
            "/api/v1/products",
            "/api/v1/categories",
            "/api/v1/consent-texts",
            "/healthz",
            "/accounts/login/",
        ):
            answer = anonymous_client.get(address, headers={"Accept-Language": language})
            assert not faults, faults[0]
            assert answer.status_code == 200, address

    @pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*", "x", "application/json;version=9"])
    def test_another_format_is_refused_in_json(self, anonymous_client: Any, accept: str) -> None:
        answer = anonymous_client.get("/api/v1/products", headers={"Accept": accept})
        assert answer.status_code in {200, 406}
        if answer.status_code == 406:
            assert_refused(answer, 406, "not_acceptable")

    @pytest.mark.parametrize("suffix", ["?format=xml", "?format=api", ".xml", "/", "//", "?_method=DELETE"])
    def test_no_door_beside_the_door(self, anonymous_client: Any, suffix: str) -> None:
        assert anonymous_client.get(f"/api/v1/products{suffix}").status_code in {400, 404}


class TestWhoAsks:
    @pytest.mark.parametrize("token", ["x", "0" * 32, "x" * 5000, "'; --", "\xff", "../../x", "null"])
    def test_a_made_up_session_is_refused(self, anonymous_client: Any, faults: list[str], token: str) -> None:
        for address in ("/api/v1/me", "/api/v1/products"):
            answer = anonymous_client.get(address, headers={"X-Session-Token": token})
            assert not faults, faults[0]
            assert answer.status_code == 401
            assert answer["Content-Type"] == "application/problem+json"
            assert answer["WWW-Authenticate"]

    @pytest.mark.parametrize("token", ["", "x", "x" * 5000, "\xff", "null"])
    def test_a_made_up_basket_token_opens_nothing(self, anonymous_client: Any, token: str) -> None:
        basket = anonymous_client.post("/api/v1/baskets", {}).json()
        answer = anonymous_client.get(f"/api/v1/baskets/{basket['id']}", headers={"X-Basket-Token": token})
        assert_refused(answer, 404, "not_found")

    @pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-Forwarded-User", "X-Original-URL", "Remote-User"])
    def test_no_header_makes_somebody_else(self, anonymous_client: Any, name: str) -> None:
        user = make_user("admin@example.org", is_staff=True, is_superuser=True)
        for value in (user.email, str(user.pk), "DELETE", "/api/v1/states"):
            assert anonymous_client.get("/api/v1/me", headers={name: value}).status_code == 401

    @pytest.mark.parametrize("host", ["evil.example", "a b", "x" * 300, "[::1", "127.0.0.1:99999"])
    def test_a_made_up_host_breaks_nothing(
        self, anonymous_client: Any, settings: Any, faults: list[str], host: str
    ) -> None:
        settings.ALLOWED_HOSTS = ["testserver"]
        answer = anonymous_client.get("/api/v1/states", headers={"Host": host})
        assert not faults, faults[0]
        assert answer.status_code == 400
        assert host not in answer.content.decode()

    def test_a_deactivated_persons_session_is_over(self, anonymous_client: Any) -> None:
        user = make_user("gone@example.org")
        headers = {"X-Session-Token": session_token(user)}
        assert anonymous_client.get("/api/v1/me", headers=headers).status_code == 200
        user.is_active = False
        user.save()
        assert anonymous_client.get("/api/v1/me", headers=headers).status_code == 401

    def test_a_cookie_needs_its_csrf_token(self) -> None:
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        client.force_login(make_user("asha@example.org"), backend="allauth.account.auth_backends.AuthenticationBackend")
        answer = client.post("/api/v1/baskets", b"{}", "application/json")
        assert_refused(answer, 403, "forbidden")
