"""The factory other rooms build on makes sellers that the database and the checks accept."""

from __future__ import annotations

import pytest
from factories.sellers import make_seller

from sellers.identity.gstin import check_gstin
from sellers.identity.pan import check_pan, check_pan_fits
from sellers.models import Seller
from sellers.selectors import live_sellers, seller_for, sellers_of

pytestmark = pytest.mark.django_db


class TestMakeSeller:
    @pytest.mark.parametrize("kind", ["artisan", "shg", "fpo", "cooperative", "micro_enterprise"])
    def test_makes_each_kind_with_fitting_identity(self, kind: str) -> None:
        seller = Seller.objects.get(pk=make_seller(kind, gst=True).pk)
        check_pan_fits(check_pan(seller.pan), kind)
        assert check_gstin(seller.gstin)[2:12] == seller.pan
        assert seller.ships_interstate is True

    def test_counts_only_approved_ones_as_live(self) -> None:
        approved, draft = make_seller(), make_seller(status="draft")
        assert list(live_sellers()) == [approved]
        assert draft.ships_interstate is False

    def test_gives_the_owner_access(self) -> None:
        seller = make_seller()
        owner = seller.members.get().user
        assert seller_for(owner, seller.pk) == seller
        assert list(sellers_of(owner)) == [seller]
