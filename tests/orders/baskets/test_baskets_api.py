"""The basket over HTTP."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.accounts import make_user
from factories.marketplace import make_product, make_variant
from factories.orders import make_shopper

from marketplace.models import Product, StockLevel, Variant
from orders.models import Basket, BasketLine

pytestmark = pytest.mark.django_db


def open_as_guest(client):
    body = client.post("/api/v1/baskets", {}).json()
    return f"/api/v1/baskets/{body['id']}", {"X-Basket-Token": body["token"]}


class TestOpenBasket:
    def test_gives_a_guest_a_token_that_is_stored_as_a_hash_only(self, anonymous_client):
        answer = anonymous_client.post("/api/v1/baskets", {})
        assert answer.status_code == 201
        token = answer.json()["token"]
        assert len(token) >= 40
        basket = Basket.objects.get()
        assert basket.token_hash != token
        assert token not in str(Basket.objects.values().get())

    def test_gives_a_user_the_same_basket_again(self, client_for):
        client = client_for(make_user())
        first, second = (client.post("/api/v1/baskets", {}).json() for _ in range(2))
        assert first["id"] == second["id"]
        assert first["token"] is None

    def test_refuses_fields_it_does_not_know(self, anonymous_client):
        answer = anonymous_client.post("/api/v1/baskets", {"owner": str(uuid.uuid4())})
        assert answer.status_code == 400 or answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/owner"
        assert not Basket.objects.exists()


class TestAddLine:
    def test_holds_lines_of_several_sellers(self, anonymous_client):
        url, headers = open_as_guest(anonymous_client)
        for variant in (make_variant(price_amount=100000), make_variant(price_amount=25000)):
            answer = anonymous_client.post(f"{url}/lines", {"variant": str(variant.pk), "quantity": 2}, headers=headers)
        assert answer.status_code == 201
        body = answer.json()
        assert len({line["seller"]["id"] for line in body["lines"]}) == 2
        assert [line["total"]["amount"] for line in body["lines"]] == [200000, 50000]
        assert body["goods_total"] == {"amount": 250000, "currency": "INR"}

    def test_merges_the_same_variant(self, anonymous_client):
        variant = make_variant(stock=99)
        url, headers = open_as_guest(anonymous_client)
        for quantity in (2, 3):
            answer = anonymous_client.post(
                f"{url}/lines", {"variant": str(variant.pk), "quantity": quantity}, headers=headers
            )
        assert [line["quantity"] for line in answer.json()["lines"]] == [5]

    @pytest.mark.parametrize("quantity", [0, -1, 100, 1.5, "2", True, None, [], 10**30])
    def test_refuses_a_quantity_that_is_none(self, anonymous_client, quantity):
        variant = make_variant()
        url, headers = open_as_guest(anonymous_client)
        answer = anonymous_client.post(
            f"{url}/lines", {"variant": str(variant.pk), "quantity": quantity}, headers=headers
        )
        assert answer.status_code in {400, 422}
        assert answer.json()["code"] == "invalid_input"
        assert [issue["pointer"] for issue in answer.json()["errors"]] == ["/quantity"]
        assert not BasketLine.objects.exists()

    def test_refuses_a_sum_above_99(self, anonymous_client):
        variant = make_variant(stock=200)
        url, headers = open_as_guest(anonymous_client)
        body = {"variant": str(variant.pk), "quantity": 60}
        anonymous_client.post(f"{url}/lines", body, headers=headers)
        answer = anonymous_client.post(f"{url}/lines", body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (422, "quantity_out_of_range")
        assert BasketLine.objects.get().quantity == 60

    @pytest.mark.parametrize("status", ["draft", "unpublished"])
    def test_refuses_what_is_not_on_sale(self, anonymous_client, status):
        variant = make_variant(make_product(status=status))
        url, headers = open_as_guest(anonymous_client)
        answer = anonymous_client.post(f"{url}/lines", {"variant": str(variant.pk), "quantity": 1}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (422, "variant_not_for_sale")
        assert not BasketLine.objects.exists()

    def test_refuses_an_unknown_variant(self, anonymous_client):
        url, headers = open_as_guest(anonymous_client)
        answer = anonymous_client.post(f"{url}/lines", {"variant": str(uuid.uuid4()), "quantity": 1}, headers=headers)
        assert answer.json()["code"] == "variant_not_for_sale"

    def test_refuses_a_price_sent_along(self, anonymous_client):
        variant = make_variant()
        url, headers = open_as_guest(anonymous_client)
        answer = anonymous_client.post(
            f"{url}/lines", {"variant": str(variant.pk), "quantity": 1, "price_amount": 1}, headers=headers
        )
        assert answer.json()["errors"][0]["pointer"] == "/price_amount"
        assert not BasketLine.objects.exists()

    def test_refuses_the_101st_line(self, anonymous_client):
        product = make_product()
        shopper = make_shopper()
        url = f"/api/v1/baskets/{shopper.basket.pk}"
        variants = [make_variant(product) for _ in range(101)]
        BasketLine.objects.bulk_create(
            BasketLine(basket=shopper.basket, variant=v, quantity=1, seen_price_amount=1) for v in variants[:100]
        )
        answer = anonymous_client.post(
            f"{url}/lines", {"variant": str(variants[100].pk), "quantity": 1}, headers=shopper.headers
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "basket_full")
        assert BasketLine.objects.count() == 100

    def test_asks_the_same_number_of_queries_whatever_the_basket_holds(self, anonymous_client):
        def queries(shopper):
            variant = make_variant()
            with CaptureQueriesContext(
                connection,
            ) as counted:
                answer = anonymous_client.post(
                    f"/api/v1/baskets/{shopper.basket.pk}/lines",
                    {"variant": str(variant.pk), "quantity": 1},
                    headers=shopper.headers,
                )
            assert answer.status_code == 201
            return len(counted)

        empty = make_shopper()
        full = make_shopper({make_variant(): 1 for _ in range(12)})
        assert queries(empty) == queries(full) <= 10


class TestChangeAndRemoveLine:
    def test_sets_the_quantity(self, anonymous_client):
        shopper = make_shopper({make_variant(): 1})
        line = BasketLine.objects.get()
        answer = anonymous_client.patch(
            f"/api/v1/baskets/{shopper.basket.pk}/lines/{line.pk}", {"quantity": 4}, headers=shopper.headers
        )
        assert answer.status_code == 200
        assert answer.json()["lines"][0]["quantity"] == 4

    def test_takes_a_line_out(self, anonymous_client):
        shopper = make_shopper({make_variant(): 1})
        line = BasketLine.objects.get()
        url = f"/api/v1/baskets/{shopper.basket.pk}/lines/{line.pk}"
        assert anonymous_client.delete(url, headers=shopper.headers).json()["lines"] == []
        assert anonymous_client.delete(url, headers=shopper.headers).status_code == 404

    def test_does_not_find_a_line_of_another_basket(self, anonymous_client):
        mine, other = make_shopper(), make_shopper({make_variant(): 1})
        line = BasketLine.objects.get()
        url = f"/api/v1/baskets/{mine.basket.pk}/lines/{line.pk}"
        assert anonymous_client.patch(url, {"quantity": 9}, headers=mine.headers).status_code == 404
        assert anonymous_client.delete(url, headers=mine.headers).status_code == 404
        assert BasketLine.objects.get().quantity == 1
        assert other.basket.lines.count() == 1


class TestReadBasket:
    def test_hides_other_peoples_baskets(self, anonymous_client, client_for):
        guest, owner = make_shopper(), make_shopper(user=make_user())
        urls = [f"/api/v1/baskets/{shopper.basket.pk}" for shopper in (guest, owner)]
        stranger = client_for(make_user())
        for client, headers in (
            (anonymous_client, {}),
            (anonymous_client, {"X-Basket-Token": "wrong"}),
            (anonymous_client, {"X-Basket-Token": "x" * 5000}),
            (stranger, {}),
        ):
            for url in urls:
                answer = client.get(url, headers=headers)
                assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert anonymous_client.get(urls[1], headers=guest.headers).status_code == 404
        assert anonymous_client.get(urls[0], headers=guest.headers).status_code == 200
        assert client_for(owner.holder.user).get(urls[1]).status_code == 200

    def test_tells_what_changed_since(self, anonymous_client):
        gone, dearer, scarce, sold_out = (make_variant(price_amount=10000) for _ in range(4))
        shopper = make_shopper({gone: 1, dearer: 1, scarce: 5, sold_out: 1})
        Product.objects.filter(pk=gone.product_id).update(status="unpublished")
        Variant.objects.filter(pk=dearer.pk).update(price_amount=12500, mrp_amount=12500)
        StockLevel.objects.filter(variant=scarce).update(on_hand=3)
        StockLevel.objects.filter(variant=sold_out).update(on_hand=0)
        body = anonymous_client.get(f"/api/v1/baskets/{shopper.basket.pk}", headers=shopper.headers).json()
        by_variant = {line["variant"]: line for line in body["lines"]}
        codes = {v: [n["code"] for n in line["notices"]] for v, line in by_variant.items()}
        assert codes == {
            str(gone.pk): ["unavailable"],
            str(dearer.pk): ["price_changed"],
            str(scarce.pk): ["not_enough_stock"],
            str(sold_out.pk): ["sold_out"],
        }
        price = by_variant[str(dearer.pk)]["notices"][0]
        assert price["detail"] == "The price of one piece changed from ₹100.00 to ₹125.00."
        assert price["facts"] == {"was_amount": 10000, "is_amount": 12500, "currency": "INR"}
        assert by_variant[str(scarce.pk)]["notices"][0]["facts"] == {"available": 3}
        assert [line["can_be_bought"] for line in body["lines"]] == [False, True, False, False]

    def test_takes_four_queries_for_any_number_of_lines(self, anonymous_client, django_assert_num_queries):
        small, large = make_shopper({make_variant(): 1}), make_shopper({make_variant(): 1 for _ in range(15)})
        for shopper in (small, large):
            with django_assert_num_queries(4):
                answer = anonymous_client.get(f"/api/v1/baskets/{shopper.basket.pk}", headers=shopper.headers)
            assert len(answer.json()["lines"]) == shopper.basket.lines.count()


class TestWriteGiftMessage:
    @pytest.mark.parametrize(
        "text",
        [
            "जन्मदिन मुबारक हो, दीदी!",
            "பிறந்தநாள் வாழ்த்துக்கள்",
            "سالگرہ مبارک",
            "ক্ষ\u200dমা — line one\nline two",
            "🎁 " * 100,
        ],
    )
    def test_keeps_any_script(self, anonymous_client, text):
        shopper = make_shopper()
        answer = anonymous_client.patch(
            f"/api/v1/baskets/{shopper.basket.pk}", {"gift_message": text}, headers=shopper.headers
        )
        assert answer.status_code == 200
        assert answer.json()["gift_message"] == text.strip()

    def test_drops_what_hides_or_reverses_text(self, anonymous_client):
        shopper = make_shopper()
        answer = anonymous_client.patch(
            f"/api/v1/baskets/{shopper.basket.pk}", {"gift_message": "a\u202eb\u200b\x07c"}, headers=shopper.headers
        )
        assert answer.json()["gift_message"] == "abc"

    def test_refuses_more_than_300_characters(self, anonymous_client):
        shopper = make_shopper(gift_message="short")
        answer = anonymous_client.patch(
            f"/api/v1/baskets/{shopper.basket.pk}", {"gift_message": "क" * 301}, headers=shopper.headers
        )
        assert answer.json()["errors"][0]["pointer"] == "/gift_message"
        assert Basket.objects.get().gift_message == "short"
