"""Worked tax cases, in paise. Each row was computed by hand from the rule in ``orders.quotes.tax.split``."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.quotes.tax.split import TaxSplit, split_inclusive

# gross, rate in basis points, interstate, (taxable, CGST, SGST, IGST)
CASES = [
    # nil and unregistered: no tax line
    (125000, 0, False, (125000, 0, 0, 0)),
    (125000, 0, True, (125000, 0, 0, 0)),
    # 3 %: filigree and imitation jewellery
    (10300, 300, False, (10000, 150, 150, 0)),
    (10300, 300, True, (10000, 0, 0, 300)),
    (99999, 300, False, (97087, 1456, 1456, 0)),  # half = 99999×3/206 = 1456.296…
    (99999, 300, True, (97086, 0, 0, 2913)),  # 99999×3/103 = 2912.59…
    # 5 %: handicrafts, apparel up to ₹2,500
    (10500, 500, False, (10000, 250, 250, 0)),
    (10500, 500, True, (10000, 0, 0, 500)),
    (125000, 500, False, (119048, 2976, 2976, 0)),  # half = 125000×5/210 = 2976.19…
    (125000, 500, True, (119048, 0, 0, 5952)),  # 125000×5/105 = 5952.38…
    (250000, 500, False, (238096, 5952, 5952, 0)),
    (250000, 500, True, (238095, 0, 0, 11905)),
    (100, 500, False, (96, 2, 2, 0)),  # half = 2.38…
    (100, 500, True, (95, 0, 0, 5)),  # 4.76…
    (21, 500, False, (21 - 2, 1, 1, 0)),  # half = 0.5: half up
    (20, 500, False, (20, 0, 0, 0)),  # half = 0.476…
    (1, 500, True, (1, 0, 0, 0)),
    # 18 %: apparel above ₹2,500
    (11800, 1800, False, (10000, 900, 900, 0)),
    (11800, 1800, True, (10000, 0, 0, 1800)),
    (250001, 1800, False, (211865, 19068, 19068, 0)),  # half = 250001×18/236 = 19067.87…
    (250001, 1800, True, (211865, 0, 0, 38136)),  # 38135.74…
    (333333, 1800, False, (282485, 25424, 25424, 0)),  # half = 25423.70…
    (333333, 1800, True, (282486, 0, 0, 50847)),  # 50847.40…: the odd paisa stays in the value
    # 40 %
    (14000, 4000, False, (10000, 2000, 2000, 0)),
    (14000, 4000, True, (10000, 0, 0, 4000)),
    # a rate with an odd number of basis points: halves of 0.125 %
    (100250, 25, False, (100000, 125, 125, 0)),
    (100250, 25, True, (100000, 0, 0, 250)),
    # free shipping
    (0, 500, False, (0, 0, 0, 0)),
    (0, 1800, True, (0, 0, 0, 0)),
    # the default shipping charge of ₹79
    (7900, 500, False, (7524, 188, 188, 0)),  # half = 188.09…
    (7900, 500, True, (7524, 0, 0, 376)),  # 376.19…
    (7900, 1800, False, (6694, 603, 603, 0)),  # half = 602.54…
    (7900, 1800, True, (6695, 0, 0, 1205)),  # 1205.08…
]


class TestSplitInclusive:
    @pytest.mark.parametrize(("gross", "rate_bp", "is_interstate", "parts"), CASES)
    def test_gives_the_exact_paise(self, gross, rate_bp, is_interstate, parts):
        assert split_inclusive(gross, rate_bp=rate_bp, is_interstate=is_interstate) == TaxSplit(*parts)

    @given(gross=st.integers(0, 10**12), rate_bp=st.integers(0, 10_000), is_interstate=st.booleans())
    def test_parts_sum_to_the_whole_and_halves_are_equal(self, gross, rate_bp, is_interstate):
        split = split_inclusive(gross, rate_bp=rate_bp, is_interstate=is_interstate)
        assert split.taxable_amount + split.tax_amount == gross
        assert split.cgst_amount == split.sgst_amount
        assert min(split.taxable_amount, split.cgst_amount, split.igst_amount) >= 0

    @given(gross=st.integers(0, 10**12), rate_bp=st.integers(0, 10_000))
    def test_both_places_agree_within_a_paisa(self, gross, rate_bp):
        within = split_inclusive(gross, rate_bp=rate_bp, is_interstate=False)
        across = split_inclusive(gross, rate_bp=rate_bp, is_interstate=True)
        assert abs(within.tax_amount - across.tax_amount) <= 1

    @pytest.mark.parametrize(("gross", "rate_bp"), [(-1, 500), (100, -1)])
    def test_refuses_negative_numbers(self, gross, rate_bp):
        with pytest.raises(ValueError, match="must not be negative"):
            split_inclusive(gross, rate_bp=rate_bp, is_interstate=False)
