"""Other people's things: a stranger's answer is the same as for a thing that is not there, and nothing changes.

Every operation that names a thing in its address is tried with the ids of another seller or another buyer, and once
with ids of nothing at all; both answers must be the same refusal.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from factories.bazaar import Bazaar, make_bazaar
from factories.hostile_files import pdf
from factories.media import make_image
from factories.operations import Operation, every_operation, name_of
from factories.refusals import assert_refused, nothing_stored, undone
from factories.routes import NOBODY

PRIVATE = ("/api/v1/seller/", "/api/v1/me/", "/api/v1/baskets/", "/api/v1/quotes/", "/api/v1/purchases/")
NOTHING = {"purchase_number": "OD-00000-00000", "order_number": "OR-00000-00000", "purpose": "nothing"}
OURS_ALONE = ("seller_id", "product_id", "basket_id", "quote_id", "address_id", "purchase_number", "order_number")
NAMING = [
    operation
    for operation in every_operation()
    if operation.path.startswith(PRIVATE)
    and {name_of(p["name"], operation.path) for p in operation.parameters if p["in"] == "path"} & set(OURS_ALONE)
]


def strangers(path: str) -> tuple[str, ...]:
    """Who has no business there: for a seller's things also the buyer and the staff, who have doors of their own."""
    if path.startswith("/api/v1/seller/"):
        return ("rival", "buyer", "chief")
    return ("rival", "anonymous", "chief")


def refusal_of(answer: Any) -> tuple[int, str, list[str]]:
    """What a stranger learns."""
    problem = json.loads(answer.content)
    return answer.status_code, problem["code"], [issue["pointer"] for issue in problem["errors"]]


@pytest.mark.slow
@pytest.mark.django_db
class TestStrangers:
    def test_learn_nothing_and_change_nothing(self, faults: list[str], subtests: Any) -> None:
        bazaar = make_bazaar()
        ours = {**bazaar.ids_for("GET", ""), **bazaar.stall.ids, **buyers_own(bazaar)}
        for operation in NAMING:
            for person in strangers(operation.path):
                with subtests.test(f"{person}: {operation}"):
                    headers = {**bazaar.headers(person), "Idempotency-Key": "hostile-key"}
                    foreign = send(operation, ours, ours, headers)
                    absent = send(operation, {}, ours, headers)
                    assert not faults, faults[0]
                    assert foreign[0] in {401, 404}, foreign
                    assert foreign == absent


def buyers_own(bazaar: Bazaar) -> dict[str, list[str]]:
    """The ids of the buyer's things, not the guest's."""
    own = ("basket_id", "quote_id", "basket_line_id")
    return {name: bazaar.ids[name][1:] for name in own} | {"purchase_number": [bazaar.paid.number]}


def send(operation: Operation, ids: dict[str, list[str]], body_ids: Any, headers: dict[str, str]) -> Any:
    """One request; what was refused, and that it left nothing."""
    address = operation.address({name: ids.get(name, [NOTHING.get(name, NOBODY)]) for name in [*body_ids, *NOTHING]})
    body = json.dumps(operation.fit_body(body_ids)) if operation.body is not None else ""
    client = Client(raise_request_exception=False)
    with undone(), nothing_stored():
        if operation.path.endswith("/documents") and operation.method == "POST":
            form = {"kind": "pan_card", "file": SimpleUploadedFile("pan.pdf", pdf())}
            return refusal_of(client.post(address, form, headers=headers))
        return refusal_of(client.generic(operation.method, address, body, "application/json", headers=headers))


@pytest.fixture
def bazaar() -> Bazaar:
    """Two stalls and a buyer."""
    return make_bazaar()


@pytest.mark.django_db
class TestForeignIdsInBodies:
    def post(self, bazaar: Bazaar, person: str, address: str, body: Any, method: str = "POST") -> Any:
        headers = {**bazaar.headers(person), "Idempotency-Key": "hostile-key"}
        client = Client(raise_request_exception=False)
        with nothing_stored():
            return client.generic(method, address, json.dumps(body), "application/json", headers=headers)

    def test_a_product_is_not_listed_for_another_seller(self, bazaar: Bazaar) -> None:
        body = {"seller": str(bazaar.stall.seller.pk), "category": "folk-paintings", "title": "Not mine"}
        assert_refused(self.post(bazaar, "rival", "/api/v1/seller/products", body), 404, "not_found")

    def test_another_sellers_photo_is_not_shown(self, bazaar: Bazaar) -> None:
        body = {"image": str(bazaar.stall.picture.image_id), "alt_text": "Not mine"}
        address = f"/api/v1/seller/products/{bazaar.rival.unlisted.pk}/images"
        answer = self.post(bazaar, "rival", address, body)
        assert answer.status_code in {404, 422}, answer.content
        assert "/image" in str(answer.json()["errors"]) or answer.status_code == 404

    def test_another_buyers_quote_is_not_bought(self, bazaar: Bazaar) -> None:
        for person, quote in (("rival", bazaar.ids["quote_id"][1]), ("buyer", bazaar.ids["quote_id"][0])):
            body = {"quote": quote, "contact": {"email": "thief@example.org"}, "consents": {"terms": True}}
            assert_refused(self.post(bazaar, person, "/api/v1/checkouts", body), 404, "not_found")

    def test_another_persons_address_is_not_delivered_to(self, bazaar: Bazaar) -> None:
        address = f"/api/v1/baskets/{bazaar.ids['basket_id'][0]}/quotes"
        answer = self.post(bazaar, "guest", address, {"address": bazaar.ids["address_id"][0]})
        assert answer.status_code in {401, 404, 422}, answer.content

    def test_an_unlisted_variant_is_not_sold(self, bazaar: Bazaar) -> None:
        body = {"variant": str(bazaar.stall.unlisted_variant.pk), "quantity": 1}
        answer = self.post(bazaar, "guest", f"/api/v1/baskets/{bazaar.ids['basket_id'][0]}/lines", body)
        assert answer.status_code in {404, 409, 422}, answer.content

    def test_a_line_of_another_order_is_not_refunded(self, bazaar: Bazaar) -> None:
        line = bazaar.paid.orders.get(seller=bazaar.stall.seller).lines.get()
        order = bazaar.paid.orders.get(seller=bazaar.rival.seller)
        address = f"/api/v1/seller/orders/{order.number}/lines/{line.pk}/refunds"
        assert_refused(self.post(bazaar, "rival", address, {"quantity": 1, "reason": "Mine now"}), 404, "not_found")

    def test_nobody_else_sees_a_photo_that_is_not_ready(self, bazaar: Bazaar) -> None:
        image = make_image(bazaar.stall.owner, ready=False)
        client = Client(raise_request_exception=False)
        for person in ("rival", "anonymous"):
            answer = client.get(f"/api/v1/images/{image.pk}", headers=bazaar.headers(person))
            assert_refused(answer, 404, "not_found")

    def test_a_token_opens_nothing_else(self, bazaar: Bazaar) -> None:
        client = Client(raise_request_exception=False)
        keys = {"X-Basket-Token": bazaar.guest_token, "X-Purchase-Token": bazaar.guest_token}
        for address in (
            f"/api/v1/baskets/{bazaar.ids['basket_id'][1]}",
            f"/api/v1/quotes/{bazaar.ids['quote_id'][1]}",
            f"/api/v1/purchases/{bazaar.paid.number}",
        ):
            assert_refused(client.get(address, headers=keys), 404, "not_found")

    def test_numbers_are_not_guessable(self, bazaar: Bazaar) -> None:
        numbers = [*bazaar.ids["purchase_number"], *bazaar.ids["order_number"]]
        assert len(set(numbers)) == len(numbers)
        assert all(re.fullmatch(r"O[DR]-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", number) for number in numbers)
