"""A quote under which anything changed is not bought."""

from datetime import UTC, date, datetime, timedelta

import pytest
from factories.marketplace import make_gst_rate
from factories.orders import assert_nothing_placed, check_out, make_quote, make_seller_variant, make_shopper
from factories.registry import make_district

from common import clock
from common.models import OutboxMessage
from marketplace.models import GstRate, Product, Variant
from orders.baskets.services import add_line
from orders.checkout.errors import QuoteOutdated
from orders.checkout.services.placing import Consents, Contact, place_purchase
from orders.models import (
    ShippingPolicy,
)

pytestmark = pytest.mark.django_db


def change_price(variant, shopper):
    Variant.objects.filter(pk=variant.pk).update(price_amount=124999)


def change_quantity(variant, shopper):
    add_line(holder=shopper.holder, basket_id=shopper.basket.pk, variant_id=variant.pk, quantity=1)


def add_something(variant, shopper):
    change_quantity(make_seller_variant(), shopper)


def change_message(variant, shopper):
    type(shopper.basket).objects.filter(pk=shopper.basket.pk).update(gift_message="other")


def change_rate(variant, shopper):
    GstRate.objects.update(rate_bp=1200)


def change_shipping(variant, shopper):
    ShippingPolicy.objects.create(seller=variant.product.seller, flat_amount=1, from_date=clock.ist_date(clock.now()))


def change_registration(variant, shopper):
    type(variant.product.seller).objects.filter(pk=variant.product.seller_id).update(gstin="", gstin_index="")


def change_state(variant, shopper):
    district = make_district("Jaipur")
    type(variant.product.seller).objects.filter(pk=variant.product.seller_id).update(state=district.state)


class TestStaleQuotes:
    @pytest.mark.parametrize(
        "change",
        [
            change_price,
            change_quantity,
            add_something,
            change_message,
            change_rate,
            change_shipping,
            change_registration,
            change_state,
        ],
    )
    def test_anything_that_changed_under_it_refuses_it(self, anonymous_client, change):
        variant = make_seller_variant()
        shopper = make_shopper({variant: 1})
        quote = make_quote(shopper)
        change(variant, shopper)
        answer = check_out(anonymous_client, shopper, quote)
        assert (answer.status_code, answer.json()["code"]) == (409, "quote_outdated")
        assert answer.json()["quoted"]["amount"] == quote.total_amount
        assert_nothing_placed()
        assert check_out(anonymous_client, shopper, make_quote(shopper)).status_code == 201

    def test_what_left_the_shop_is_named(self, anonymous_client):
        variant = make_seller_variant()
        shopper = make_shopper({variant: 1})
        quote = make_quote(shopper)
        Product.objects.update(status="unpublished")
        answer = check_out(anonymous_client, shopper, quote)
        assert (answer.status_code, answer.json()["code"]) == (409, "basket_not_ready")
        assert_nothing_placed()

    def test_rate_that_changes_at_midnight_in_india_refuses_it(self):
        variant = make_seller_variant()
        GstRate.objects.update(to_date=date(2026, 11, 30))
        make_gst_rate(1800, hsn_prefix="9701", from_date=date(2026, 12, 1))
        shopper = make_shopper({variant: 1})
        before = datetime(2026, 11, 30, 18, 25, tzinfo=UTC)
        quote = make_quote(shopper, now=before)
        with pytest.raises(QuoteOutdated):
            place_purchase(
                holder=shopper.holder,
                quote_id=quote.pk,
                contact=Contact(email="a@example.org"),
                consents=Consents(terms=True),
                now=before + timedelta(minutes=5),
            )
        assert_nothing_placed()
        assert not OutboxMessage.objects.filter(topic__startswith="orders").exists()
