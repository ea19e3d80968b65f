"""Commission and withholding by dated rows."""

from datetime import date

import pytest
from factories.marketplace import make_category
from factories.money import Sold, make_paid_purchase
from factories.sellers import make_seller

from orders.earnings.errors import RateMissing
from orders.earnings.models import CommissionRule, StatutoryRate
from orders.earnings.selectors import financial_year_start
from orders.earnings.services import Earnings, compute_earnings

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def earned(seller, *, gross: int = 105_000, taxable: int = 100_000, on: date = TODAY, category_id=None) -> Earnings:
    return compute_earnings(seller=seller, category_id=category_id, gross_amount=gross, taxable_amount=taxable, on=on)


class TestComputeEarnings:
    def test_of_an_artisan_without_gst(self) -> None:
        assert earned(make_seller("artisan")) == Earnings(5_250, 945, 0, 0, 98_805)

    def test_of_a_registered_company(self) -> None:
        assert earned(make_seller("fpo", gst=True)) == Earnings(8_400, 1_512, 500, 105, 94_483)

    def test_withholds_on_the_shipping_too(self) -> None:
        """TCS 0.5 % of 100000 + 10000 taxable, TDS 0.1 % of 105000 + 10500 paid; commission on the goods alone."""
        parts = compute_earnings(
            seller=make_seller("fpo", gst=True),
            category_id=None,
            gross_amount=105_000,
            taxable_amount=100_000,
            shipping_amount=10_500,
            shipping_taxable_amount=10_000,
            on=TODAY,
        )
        assert parts == Earnings(8_400, 1_512, 550, 116, 94_422)

    def test_counts_the_shipping_towards_five_lakh_a_year(self) -> None:
        artisan = make_seller("artisan")
        make_paid_purchase(Sold(artisan, [49_999_000], shipping_amount=900))
        assert earned(artisan, gross=100).tds_amount == 0
        assert earned(artisan, gross=10_000).tds_amount == 10

    def test_of_a_group_pays_tds_from_the_first_rupee(self) -> None:
        assert earned(make_seller("shg")).tds_amount == 105

    def test_without_pan_is_deducted_five_per_cent(self) -> None:
        seller = make_seller("artisan")
        seller.pan = ""
        assert earned(seller).tds_amount == 5_250

    def test_of_an_individual_above_five_lakh_a_year(self) -> None:
        seller = make_seller("artisan")
        assert earned(seller, gross=50_000_000).tds_amount == 0
        assert earned(seller, gross=50_000_001).tds_amount == 50_000
        make_paid_purchase(Sold(seller, [49_999_999]))
        assert earned(seller, gross=1).tds_amount == 0
        assert earned(seller, gross=10_000).tds_amount == 10

    def test_takes_the_rates_of_the_day(self) -> None:
        company = make_seller("fpo", gst=True)
        assert earned(company, on=date(2024, 7, 9)).tcs_amount == 1_000
        assert earned(company, on=date(2024, 7, 10)).tcs_amount == 500
        assert earned(company, on=date(2024, 9, 30)).tds_amount == 1_050
        assert earned(company, on=date(2024, 10, 1)).tds_amount == 105

    def test_the_most_specific_commission_wins_then_the_latest(self) -> None:
        seller, sarees = make_seller("fpo"), make_category()
        toys = make_category(name="Toys", slug="toys-of-test")
        CommissionRule.objects.create(category=sarees, rate_bp=600, valid_from=date(2026, 1, 1))
        CommissionRule.objects.create(category=sarees, rate_bp=700, valid_from=date(2026, 6, 1))
        CommissionRule.objects.create(category=sarees, seller_kind="fpo", rate_bp=300, valid_from=date(2026, 11, 23))
        assert earned(seller, category_id=sarees.pk, on=date(2026, 5, 31)).commission_amount == 6_300
        assert earned(seller, category_id=sarees.pk).commission_amount == 7_350
        assert earned(seller, category_id=sarees.pk, on=date(2026, 11, 23)).commission_amount == 3_150
        assert earned(seller, category_id=toys.pk).commission_amount == 8_400

    @pytest.mark.parametrize("gross", [1, 2, 9, 99, 101, 33_333, 999_999_999])
    def test_parts_sum_to_the_gross(self, gross: int) -> None:
        parts = earned(make_seller("fpo", gst=True), gross=gross, taxable=gross)
        assert (
            parts.commission_amount
            + parts.commission_tax_amount
            + parts.tcs_amount
            + parts.tds_amount
            + parts.net_amount
            == gross
        )

    def test_refuses_a_day_without_a_rate(self) -> None:
        StatutoryRate.objects.filter(kind="tcs").delete()
        with pytest.raises(RateMissing, match="GST collected"):
            earned(make_seller("fpo", gst=True))


class TestFinancialYear:
    @pytest.mark.parametrize(
        ("on", "begins"),
        [
            (date(2026, 3, 31), date(2025, 4, 1)),
            (date(2026, 4, 1), date(2026, 4, 1)),
            (date(2026, 12, 31), date(2026, 4, 1)),
        ],
    )
    def test_begins_in_april(self, on: date, begins: date) -> None:
        assert financial_year_start(on) == begins
