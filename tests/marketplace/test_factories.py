"""The factories that other rooms' tests build on."""

from __future__ import annotations

import pytest
from factories.marketplace import make_product, make_variant

from marketplace.catalogue.selectors import sellable_variants

pytestmark = pytest.mark.django_db


class TestMakeVariant:
    def test_makes_a_sellable_variant_with_stock(self) -> None:
        variant = make_variant(price_amount=99_900, stock=3)
        assert list(sellable_variants([variant.pk])) == [variant]
        assert variant.product.price_from_amount == 99_900
        assert variant.stock_level.available == 3

    def test_keeps_the_lowest_price_on_the_product(self) -> None:
        product = make_product()
        make_variant(product, price_amount=80_000)
        make_variant(product, price_amount=120_000)
        product.refresh_from_db()
        assert product.price_from_amount == 80_000
