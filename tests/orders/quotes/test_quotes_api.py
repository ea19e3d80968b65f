"""Quotes over HTTP: refusals by name, and who sees them."""

from datetime import UTC, datetime, timedelta

import pytest
from factories.accounts import make_address, make_user
from factories.orders import ADDRESS, make_quote, make_seller_variant, make_shopper
from factories.registry import make_district, make_pin

from marketplace.models import Product
from orders.models import Quote, QuoteLine

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


class TestRefusals:
    def test_unregistered_seller_does_not_leave_the_state(self, anonymous_client):
        shopper = make_shopper({make_seller_variant(gst=False): 1, make_seller_variant(): 1})
        make_pin("302001")
        answer = anonymous_client.post(
            f"/api/v1/baskets/{shopper.basket.pk}/quotes",
            {"ship_to": {**ADDRESS, "pin": "302001"}},
            headers=shopper.headers,
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "seller_ships_within_state")
        unregistered = shopper.basket.lines.order_by("created_at").first()
        assert [issue["pointer"] for issue in answer.json()["errors"]] == [f"/lines/{unregistered.pk}"]
        assert "may not ship to Rajasthan. Remove the lines" in answer.json()["detail"]
        assert not Quote.objects.exists()

    def test_reviewed_override_lets_it_leave(self):
        variant = make_seller_variant(gst=False)
        seller = variant.product.seller
        type(seller).objects.filter(pk=seller.pk).update(
            interstate_override=True, interstate_override_reason="Notification 3/2018-IT seen"
        )
        quote = make_quote(make_shopper({variant: 1}), pin="302001", now=NOW)
        assert quote.tax_amount == 0

    def test_empty_basket(self, anonymous_client):
        shopper = make_shopper()
        make_pin("800001")
        answer = anonymous_client.post(
            f"/api/v1/baskets/{shopper.basket.pk}/quotes", {"ship_to": ADDRESS}, headers=shopper.headers
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "basket_empty")

    def test_lines_that_cannot_be_bought_are_named(self, anonymous_client):
        gone, scarce = make_seller_variant(), make_seller_variant(stock=2)
        shopper = make_shopper({gone: 1, scarce: 3})
        Product.objects.filter(pk=gone.product_id).update(status="unpublished")
        make_pin("800001")
        answer = anonymous_client.post(
            f"/api/v1/baskets/{shopper.basket.pk}/quotes", {"ship_to": ADDRESS}, headers=shopper.headers
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "basket_not_ready")
        assert [issue["code"] for issue in answer.json()["errors"]] == ["unavailable", "not_enough_stock"]
        assert not Quote.objects.exists()

    @pytest.mark.parametrize(
        ("change", "pointer"),
        [
            ({"pin": "000000"}, "/ship_to/pin"),
            ({"pin": "8000"}, "/ship_to/pin"),
            ({"phone": "12"}, "/ship_to/phone"),
            ({"name": ""}, "/ship_to/name"),
            ({"line1": "x" * 201}, "/ship_to/line1"),
            ({"country": "DE"}, "/ship_to/country"),
            ({"city": None}, "/ship_to/city"),
        ],
    )
    def test_address_that_is_none(self, anonymous_client, change, pointer):
        shopper = make_shopper({make_seller_variant(): 1})
        answer = anonymous_client.post(
            f"/api/v1/baskets/{shopper.basket.pk}/quotes", {"ship_to": {**ADDRESS, **change}}, headers=shopper.headers
        )
        assert answer.status_code in {400, 422}
        assert [issue["pointer"] for issue in answer.json()["errors"]] == [pointer]

    def test_unknown_pin(self, anonymous_client):
        shopper = make_shopper({make_seller_variant(): 1})
        answer = anonymous_client.post(
            f"/api/v1/baskets/{shopper.basket.pk}/quotes",
            {"ship_to": {**ADDRESS, "pin": "999999"}},
            headers=shopper.headers,
        )
        assert (answer.status_code, answer.json()["code"]) == (422, "address_pin_unknown")

    def test_pin_across_a_state_border_needs_its_district(self, anonymous_client):
        bihar, uttar_pradesh = make_district("Patna"), make_district("Varanasi")
        make_pin("802101", bihar)
        make_pin("802101", uttar_pradesh)
        shopper = make_shopper({make_seller_variant(): 1})
        url = f"/api/v1/baskets/{shopper.basket.pk}/quotes"
        ship_to = {**ADDRESS, "pin": "802101"}
        answer = anonymous_client.post(url, {"ship_to": ship_to}, headers=shopper.headers)
        assert (answer.status_code, answer.json()["code"]) == (422, "place_unclear")
        assert {choice["state"] for choice in answer.json()["districts"]} == {"Bihar", "Uttar Pradesh"}
        ship_to["district"] = str(uttar_pradesh.pk)
        answer = anonymous_client.post(url, {"ship_to": ship_to}, headers=shopper.headers)
        assert answer.json()["place_of_supply"] == "Uttar Pradesh"
        ship_to["district"] = str(make_district("Jaipur").pk)
        answer = anonymous_client.post(url, {"ship_to": ship_to}, headers=shopper.headers)
        assert (answer.status_code, answer.json()["code"]) == (422, "district_not_of_pin")


class TestQuoteOverHttp:
    def test_shows_tax_shipping_and_take_home(self, anonymous_client):
        shopper = make_shopper({make_seller_variant(): 1}, gift_message="शुभकामनाएँ")
        make_pin("800001")
        answer = anonymous_client.post(
            f"/api/v1/baskets/{shopper.basket.pk}/quotes", {"ship_to": ADDRESS}, headers=shopper.headers
        )
        assert answer.status_code == 201
        body = answer.json()
        assert body["version"] == 1
        assert body["total"] == {"amount": 132900, "currency": "INR"}
        assert body["gift_message"] == "शुभकामनाएँ"
        assert body["ship_to"]["district"] == "Patna"
        (parcel,) = body["parcels"]
        assert parcel["lines"][0]["tax"]["cgst"]["amount"] == 2976
        line = QuoteLine.objects.get()
        assert parcel["seller_take_home"]["amount"] == line.net_amount + 7900
        again = anonymous_client.get(f"/api/v1/quotes/{body['id']}", headers=shopper.headers)
        assert again.json() == body

    def test_goes_to_a_saved_address_of_the_buyer_only(self, client_for, anonymous_client):
        user = make_user()
        address = make_address(user, pin="800001")
        shopper = make_shopper({make_seller_variant(): 1}, user=user)
        url = f"/api/v1/baskets/{shopper.basket.pk}/quotes"
        answer = client_for(user).post(url, {"address": str(address.pk)})
        assert answer.status_code == 201
        assert answer.json()["ship_to"]["pin"] == "800001"
        for body in ({}, {"address": str(address.pk), "ship_to": ADDRESS}):
            assert client_for(user).post(url, body).json()["code"] == "invalid_input"
        guest = make_shopper({make_seller_variant(): 1})
        url = f"/api/v1/baskets/{guest.basket.pk}/quotes"
        body = {"address": str(address.pk)}
        assert anonymous_client.post(url, body, headers=guest.headers).status_code == 404
        other = make_shopper({make_seller_variant(): 1}, user=make_user())
        url = f"/api/v1/baskets/{other.basket.pk}/quotes"
        assert client_for(other.holder.user).post(url, body).status_code == 404
        assert Quote.objects.count() == 1

    def test_counts_versions_and_expires(self):
        shopper = make_shopper({make_seller_variant(): 1})
        first, second = make_quote(shopper, now=NOW), make_quote(shopper, now=NOW)
        assert (first.version, second.version) == (1, 2)
        assert first.fingerprint == second.fingerprint
        assert first.expires_at - first.quoted_at == timedelta(minutes=20)

    def test_hides_other_peoples_quotes(self, anonymous_client, client_for):
        shopper = make_shopper({make_seller_variant(): 1})
        quote = make_quote(shopper)
        for client, headers in (
            (anonymous_client, {}),
            (anonymous_client, make_shopper().headers),
            (client_for(make_user()), {}),
        ):
            assert client.get(f"/api/v1/quotes/{quote.pk}", headers=headers).status_code == 404
        other = make_shopper({make_seller_variant(): 1})
        answer = anonymous_client.post(
            f"/api/v1/baskets/{shopper.basket.pk}/quotes", {"ship_to": ADDRESS}, headers=other.headers
        )
        assert answer.status_code == 404
        assert Quote.objects.count() == 1

    def test_reads_with_the_same_queries_whatever_its_size(self, anonymous_client, django_assert_num_queries):
        small = make_shopper({make_seller_variant(): 1})
        large = make_shopper({make_seller_variant(): 1 for _ in range(8)})
        for shopper in (small, large):
            quote = make_quote(shopper)
            with django_assert_num_queries(3):
                answer = anonymous_client.get(f"/api/v1/quotes/{quote.pk}", headers=shopper.headers)
            assert len(answer.json()["parcels"]) == shopper.basket.lines.count()
