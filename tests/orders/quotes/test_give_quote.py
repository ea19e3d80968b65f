"""Quotes: worked baskets with exact paise, refusals by name, immutability."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from factories.accounts import make_address, make_user
from factories.marketplace import make_category, make_gst_rate, make_product, make_variant
from factories.orders import ADDRESS, make_quote, make_seller_variant, make_shopper
from factories.registry import make_district, make_pin
from factories.sellers import make_member, make_seller

from common import clock
from marketplace.models import GstRate, Product, Variant
from orders.models import Quote, QuoteLine, QuoteParcel, ShippingPolicy
from orders.purchases.amounts import AMOUNT_FIELDS

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


def amounts(line: QuoteLine, *names: str) -> tuple[int, ...]:
    return tuple(getattr(line, f"{name}_amount") for name in names)


class TestWorkedQuotes:
    def test_within_a_state(self):
        """₹1,250 at 5 % with ₹79 shipping, Bihar to Bihar: CGST and SGST in equal halves."""
        quote = make_quote(make_shopper({make_seller_variant(price_amount=125000): 1}), now=NOW)
        line = QuoteLine.objects.get()
        assert amounts(line, "gross", "taxable", "cgst", "sgst", "igst") == (125000, 119048, 2976, 2976, 0)
        assert amounts(line, "shipping", "shipping_taxable", "shipping_cgst", "shipping_sgst") == (
            7900,
            7524,
            188,
            188,
        )
        assert line.gst_rate_bp == 500
        assert (quote.goods_amount, quote.shipping_amount, quote.total_amount) == (125000, 7900, 132900)
        assert quote.tax_amount == 2 * 2976 + 2 * 188
        assert quote.ship_state.name == "Bihar"

    def test_across_states(self):
        """The same from Rajasthan to Bihar: IGST."""
        make_quote(make_shopper({make_seller_variant(state_district="Jaipur"): 1}), now=NOW)
        line = QuoteLine.objects.get()
        assert amounts(line, "taxable", "cgst", "sgst", "igst") == (119048, 0, 0, 5952)
        assert amounts(line, "shipping_taxable", "shipping_igst") == (7524, 376)
        assert QuoteParcel.objects.get().is_interstate

    def test_seller_without_registration_has_no_tax_line(self):
        quote = make_quote(make_shopper({make_seller_variant(gst=False): 1}), now=NOW)
        line = QuoteLine.objects.get()
        assert amounts(line, "gross", "taxable", "cgst", "sgst", "igst") == (125000, 125000, 0, 0, 0)
        assert (line.gst_rate_bp, quote.tax_amount, line.tcs_amount) == (0, 0, 0)
        assert not QuoteParcel.objects.get().seller_is_gst_registered

    def test_price_slab_decides_the_rate(self):
        """Apparel: 5 % up to ₹2,500 a piece, 18 % above."""
        apparel = make_category("apparel", default_hsn="6204")
        make_gst_rate(500, hsn_prefix="6204", price_upto_amount=250000)
        make_gst_rate(1800, hsn_prefix="6204")
        seller = make_seller(gst=True)
        product = make_product(seller=seller, category=apparel)
        cheap, dear = (make_variant(product, price_amount=price) for price in (250000, 250001))
        make_quote(make_shopper({cheap: 1, dear: 1}), now=NOW)
        rates = dict(QuoteLine.objects.values_list("variant_id", "gst_rate_bp"))
        assert rates == {cheap.pk: 500, dear.pk: 1800}
        line = QuoteLine.objects.get(variant=dear)
        assert amounts(line, "taxable", "cgst", "sgst") == (211865, 19068, 19068)

    def test_rate_of_the_indian_day_counts(self):
        """A rate that changes on 1 December holds from midnight in India, 18:30 UTC the day before."""
        variant = make_seller_variant(price_amount=10500)
        GstRate.objects.update(to_date=date(2026, 11, 30))
        make_gst_rate(1800, hsn_prefix="9701", from_date=date(2026, 12, 1))
        before = datetime(2026, 11, 30, 18, 29, tzinfo=UTC)
        for now, rate in ((before, 500), (before + timedelta(minutes=1), 1800)):
            quote = make_quote(make_shopper({variant: 1}), now=now)
            assert quote.parcels.get().lines.get().gst_rate_bp == rate

    def test_three_sellers_reconcile_to_the_paisa(self):
        variants = {
            make_seller_variant(price_amount=33333): 3,
            make_seller_variant(state_district="Jaipur", price_amount=99999): 1,
            make_seller_variant(gst=False, price_amount=7777): 7,
        }
        extra = make_variant(next(iter(variants)).product, price_amount=1234)
        quote = make_quote(make_shopper({**variants, extra: 2}), now=NOW)
        parcels = list(quote.parcels.all())
        lines = list(QuoteLine.objects.filter(parcel__quote=quote))
        assert len(parcels) == 3
        assert quote.goods_amount == 33333 * 3 + 99999 + 7777 * 7 + 1234 * 2
        for name in ("goods_amount", "shipping_amount", "tax_amount", "total_amount"):
            assert getattr(quote, name) == sum(getattr(parcel, name) for parcel in parcels)
        for parcel in parcels:
            own = [line for line in lines if line.parcel_id == parcel.pk]
            assert parcel.goods_amount == sum(line.gross_amount for line in own)
            assert parcel.shipping_amount == sum(line.shipping_amount for line in own) == 7900
            assert parcel.tax_amount == sum(line.tax_amount + line.shipping_tax_amount for line in own)
            assert parcel.take_home_amount == sum(line.net_amount + line.shipping_amount for line in own)
            charges = ("commission_amount", "commission_tax_amount", "tcs_amount", "tds_amount")
            kept = sum(getattr(line, name) for line in own for name in charges)
            assert parcel.take_home_amount + kept == parcel.total_amount

    def test_shipping_is_free_from_the_default_value_on(self):
        quote = make_quote(make_shopper({make_seller_variant(price_amount=199900): 1}), now=NOW)
        assert quote.shipping_amount == 0

    def test_seller_policy_of_the_day_is_charged(self):
        variant = make_seller_variant(price_amount=40000)
        seller = variant.seller
        for day, flat, free in ((1, 5000, None), (22, 6000, 50000), (23, 1, 1)):
            ShippingPolicy.objects.create(
                seller=seller, flat_amount=flat, free_above_amount=free, from_date=date(2026, 11, day)
            )
        one = make_quote(make_shopper({variant: 1}), now=NOW)
        assert one.shipping_amount == 6000
        assert one.parcels.get().shipping_policy.from_date == date(2026, 11, 22)
        assert make_quote(make_shopper({variant: 2}), now=NOW).shipping_amount == 0


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
                anonymous_client.get(f"/api/v1/quotes/{quote.pk}", headers=shopper.headers)


class TestQuoteIsImmutable:
    @pytest.mark.parametrize("model", [Quote, QuoteParcel, QuoteLine])
    def test_database_refuses_an_update(self, model):
        make_quote(make_shopper({make_seller_variant(): 1}))
        field = "total_amount" if model is not QuoteLine else "gross_amount"
        before = model.objects.values().get()
        with pytest.raises(IntegrityError, match="quotes are immutable"), transaction.atomic():
            model.objects.update(**{field: 1})
        assert model.objects.values().get() == before

    def test_later_price_leaves_it_alone(self):
        variant = make_seller_variant()
        quote = make_quote(make_shopper({variant: 1}))
        before = {name: getattr(QuoteLine.objects.get(), name) for name in AMOUNT_FIELDS}
        Variant.objects.filter(pk=variant.pk).update(price_amount=1)
        assert {name: getattr(QuoteLine.objects.get(), name) for name in AMOUNT_FIELDS} == before
        assert Quote.objects.get().total_amount == quote.total_amount


class TestShippingPolicy:
    URL = "/api/v1/seller/profiles/{}/shipping-policy"
    BODY = {"flat": {"amount": 5000, "currency": "INR"}, "free_above": None}

    def test_owner_sets_it_and_it_holds_today(self, client_for):
        owner = make_user()
        seller = make_seller(owner=owner)
        client = client_for(owner)
        default = client.get(self.URL.format(seller.pk)).json()
        assert default["flat"]["amount"] == 7900
        assert default["from_date"] is None
        answer = client.put(self.URL.format(seller.pk), self.BODY)
        assert answer.status_code == 200
        assert answer.json()["flat"]["amount"] == 5000
        assert answer.json()["free_above"] is None
        assert answer.json()["from_date"] == clock.ist_date(clock.now()).isoformat()
        client.put(self.URL.format(seller.pk), {**self.BODY, "flat": {"amount": 0, "currency": "INR"}})
        assert ShippingPolicy.objects.get().flat_amount == 0

    def test_packers_and_strangers_may_not(self, client_for):
        seller = make_seller()
        packer = client_for(make_member(seller, "packer"))
        assert packer.put(self.URL.format(seller.pk), self.BODY).status_code == 403
        assert client_for(make_user()).put(self.URL.format(seller.pk), self.BODY).status_code == 404
        assert not ShippingPolicy.objects.exists()

    @pytest.mark.parametrize("amount", [-1, 500001, 1.5, "5000"])
    def test_refuses_amounts_out_of_range(self, client_for, amount):
        owner = make_user()
        seller = make_seller(owner=owner)
        body = {**self.BODY, "flat": {"amount": amount, "currency": "INR"}}
        answer = client_for(owner).put(self.URL.format(seller.pk), body)
        assert answer.json()["errors"][0]["pointer"] == "/flat"
        assert not ShippingPolicy.objects.exists()
