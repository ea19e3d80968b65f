"""Quotes: worked baskets with exact paise, refusals by name, immutability."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from factories.accounts import make_user
from factories.marketplace import make_category, make_gst_rate, make_product, make_variant
from factories.orders import make_purchase, make_quote, make_seller_variant, make_shopper
from factories.sellers import make_seller

from common import clock
from marketplace.models import GstRate, Variant
from orders.baskets.services import forget_left_baskets
from orders.models import Basket, BasketLine, Quote, QuoteLine, QuoteParcel, ShippingPolicy
from orders.purchases.amounts import AMOUNT_FIELDS
from orders.quotes.services import forget_old_quotes

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


class TestForgetting:
    def test_old_quotes_go_unless_they_were_bought(self):
        unused, bought = make_shopper({make_seller_variant(): 1}), make_purchase().checkout.quote
        quote, later = make_quote(unused), clock.now() + timedelta(days=31)
        assert forget_old_quotes(now=clock.now() + timedelta(days=29)) == 0
        assert forget_old_quotes(now=later) == 1
        assert not Quote.objects.filter(pk=quote.pk).exists()
        assert Quote.objects.filter(pk=bought.pk).exists()

    def test_left_guest_baskets_go_unless_touched_bought_or_owned(self):
        left, _, _ = make_shopper(), make_purchase(), make_shopper(user=make_user())
        touched = make_shopper({make_seller_variant(): 1})
        Basket.objects.update(updated_at=clock.now() - timedelta(days=91))
        BasketLine.objects.filter(basket=touched.basket).update(updated_at=clock.now() - timedelta(days=1))
        assert forget_left_baskets(now=clock.now()) == 1
        assert not Basket.objects.filter(pk=left.basket.pk).exists()
        assert Basket.objects.count() == 3
