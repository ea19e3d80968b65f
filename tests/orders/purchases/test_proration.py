"""Parts of a frozen line: whatever the parts, they sum to the whole."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.models import OrderLine
from orders.purchases.proration import GOODS_COMPONENTS, PART_FIELDS, WITHHELD_COMPONENTS, part_of_line
from orders.quotes.tax.split import split_inclusive


def make_line(gross: int, shipping: int = 0, *, rate_bp: int = 500, is_interstate: bool = False) -> OrderLine:
    goods = split_inclusive(gross, rate_bp=rate_bp, is_interstate=is_interstate)
    carriage = split_inclusive(shipping, rate_bp=rate_bp, is_interstate=is_interstate)
    commission, tcs = gross // 12, (goods.taxable_amount + carriage.taxable_amount) // 200
    tax = commission * 18 // 100
    tds = (gross + shipping) // 1000
    return OrderLine(
        gross_amount=gross,
        taxable_amount=goods.taxable_amount,
        cgst_amount=goods.cgst_amount,
        sgst_amount=goods.sgst_amount,
        igst_amount=goods.igst_amount,
        commission_amount=commission,
        commission_tax_amount=tax,
        tcs_amount=tcs,
        tds_amount=tds,
        net_amount=gross - commission - tax - tcs - tds,
        shipping_amount=shipping,
        shipping_taxable_amount=carriage.taxable_amount,
        shipping_cgst_amount=carriage.cgst_amount,
        shipping_sgst_amount=carriage.sgst_amount,
        shipping_igst_amount=carriage.igst_amount,
    )


def take(line: OrderLine, grosses: list[int], *, shipping_last: bool = True) -> list[dict[str, int]]:
    taken = dict.fromkeys(PART_FIELDS, 0)
    parts = []
    for index, gross in enumerate(grosses):
        shipping = line.shipping_amount if shipping_last and index == len(grosses) - 1 else 0
        part = part_of_line(line, taken=taken, gross_amount=gross, shipping_amount=shipping)
        parts.append({name: getattr(part, name) for name in PART_FIELDS})
        for name in PART_FIELDS:
            taken[name] += parts[-1][name]
    return parts


class TestPartOfLine:
    def test_worked_case(self):
        """₹1,250 at 5 % within a state, refunded in thirds: 41667, 41667 and the rest."""
        line = make_line(125000)
        parts = take(line, [41667, 41667, 41666])
        assert [part["cgst_amount"] for part in parts] == [992, 992, 992]
        assert [part["taxable_amount"] for part in parts] == [39683, 39683, 39682]
        assert [part["commission_amount"] for part in parts] == [3472, 3472, 3472]

    @given(
        gross=st.integers(1, 10**9),
        shipping=st.integers(0, 10**6),
        cuts=st.lists(st.floats(0, 1), max_size=6),
        rate_bp=st.sampled_from([0, 300, 500, 1800, 4000]),
        is_interstate=st.booleans(),
    )
    def test_parts_sum_to_the_line(self, gross, shipping, cuts, rate_bp, is_interstate):
        line = make_line(gross, shipping, rate_bp=rate_bp, is_interstate=is_interstate)
        marks = sorted({0, gross, *(int(cut * gross) for cut in cuts)})
        parts = take(line, [b - a for a, b in pairwise(marks)])
        for name in PART_FIELDS:
            assert sum(part[name] for part in parts) == getattr(line, name), name
        for part in parts:
            assert part["cgst_amount"] == part["sgst_amount"]
            assert all(part[name] >= 0 for name in (*GOODS_COMPONENTS, *WITHHELD_COMPONENTS))

    def test_withheld_on_shipping_stays_until_the_shipping_goes_back(self):
        """₹1,000 of goods and ₹100 of shipping: the goods alone take back ten elevenths of TCS and TDS."""
        line = make_line(100_000, 10_000, rate_bp=0)
        assert (line.tcs_amount, line.tds_amount) == (550, 110)
        goods, shipping = take(line, [100_000, 0])
        assert (goods["tcs_amount"], goods["tds_amount"]) == (500, 100)
        assert (shipping["tcs_amount"], shipping["tds_amount"], shipping["net_amount"]) == (50, 10, -60)

    def test_evens_out_after_a_part_that_failed(self):
        line = make_line(100)
        first = part_of_line(line, taken={}, gross_amount=49, shipping_amount=0)
        second = part_of_line(
            line, taken={name: getattr(first, name) for name in PART_FIELDS}, gross_amount=2, shipping_amount=0
        )
        stands = {name: getattr(second, name) for name in PART_FIELDS}  # the first failed and was given back
        rest = part_of_line(line, taken=stands, gross_amount=98, shipping_amount=0)
        for name in PART_FIELDS:
            assert stands[name] + getattr(rest, name) == getattr(line, name), name

    @pytest.mark.parametrize(("gross", "shipping"), [(101, 0), (-1, 0), (0, 1)])
    def test_refuses_more_than_is_left(self, gross, shipping):
        with pytest.raises(ValueError, match="more than what is left"):
            part_of_line(make_line(100), taken={}, gross_amount=gross, shipping_amount=shipping)
