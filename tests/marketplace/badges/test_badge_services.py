"""Badges as they are stored: awarded, ended, and true to the registers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from factories.marketplace import make_badge, make_product
from factories.registry import make_district, make_gi_entry, make_odop_entry

from common import clock, outbox
from marketplace.badges import tasks
from marketplace.badges.errors import BadgeRefused, RegisterEntryUnknown
from marketplace.badges.selectors import badges_of, explain
from marketplace.badges.services import claim_badge, reevaluate_products, withdraw_claim
from marketplace.badges.states import BadgeKind
from marketplace.catalogue.errors import ProductIsPublished
from marketplace.catalogue.services.listings import describe_product
from marketplace.models import Product, ProductBadge
from registry.models import District, OdopEntry

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


def kinds(product: Product) -> list[str]:
    return [badge.kind for badge in badges_of(product)]


class TestClaimBadge:
    def test_awards_both_kinds_where_the_registers_agree(self) -> None:
        district = make_district("Madhubani")
        product = make_product(status="draft", district=district)
        odop, gi = make_odop_entry(district), make_gi_entry(districts=[district])
        first = claim_badge(product_id=product.pk, kind=BadgeKind.ODOP, entry_id=odop.pk, now=NOW)
        claim_badge(product_id=product.pk, kind=BadgeKind.GI_REGISTERED, entry_id=gi.pk, now=NOW)
        product.refresh_from_db()
        assert kinds(product) == ["odop", "gi_registered"]
        assert (product.odop_entry, product.gi_entry) == (odop, gi)
        assert (first.entry, first.awarded_at) == (odop, NOW)

    def test_refuses_the_neighbours_entry_and_stores_nothing(self) -> None:
        product = make_product(status="draft", district=make_district("Darbhanga"))
        entry = make_odop_entry(make_district("Madhubani"))
        with pytest.raises(BadgeRefused) as refused:
            claim_badge(product_id=product.pk, kind=BadgeKind.ODOP, entry_id=entry.pk, now=NOW)
        reason = "Madhubani Paintings is the entry for Madhubani; your origin is Darbhanga."
        assert refused.value.data["reason"] == reason
        product.refresh_from_db()
        assert (product.odop_entry, product.revision) == (None, 1)
        assert not ProductBadge.objects.exists()

    def test_a_refused_claim_leaves_the_former_one_standing(self) -> None:
        district = make_district("Madhubani")
        product = make_product(status="draft", district=district)
        mine = make_odop_entry(district)
        claim_badge(product_id=product.pk, kind=BadgeKind.ODOP, entry_id=mine.pk, now=NOW)
        other = make_odop_entry(make_district("Jaipur"), "Blue Pottery")
        with pytest.raises(BadgeRefused):
            claim_badge(product_id=product.pk, kind=BadgeKind.ODOP, entry_id=other.pk, now=NOW)
        product.refresh_from_db()
        assert product.odop_entry == mine
        assert kinds(product) == ["odop"]

    def test_repeating_a_claim_keeps_the_badge(self) -> None:
        district = make_district("Madhubani")
        product, entry = make_product(status="draft", district=district), make_odop_entry(district)
        first = claim_badge(product_id=product.pk, kind=BadgeKind.ODOP, entry_id=entry.pk, now=NOW)
        again = claim_badge(product_id=product.pk, kind=BadgeKind.ODOP, entry_id=entry.pk, now=NOW)
        assert again == first
        assert ProductBadge.objects.count() == 1

    def test_another_entry_of_the_district_replaces_the_first(self) -> None:
        district = make_district("Madhubani")
        product = make_product(status="draft", district=district)
        painting, makhana = make_odop_entry(district), make_odop_entry(district, "Makhana")
        claim_badge(product_id=product.pk, kind=BadgeKind.ODOP, entry_id=painting.pk, now=NOW)
        claim_badge(product_id=product.pk, kind=BadgeKind.ODOP, entry_id=makhana.pk, now=NOW)
        (standing,) = badges_of(product)
        assert standing.entry == makhana
        ended = ProductBadge.objects.get(ended_at__isnull=False)
        assert (ended.entry, ended.end_reason) == (painting, "The product names another entry now.")

    def test_refuses_unknown_entries_and_published_products(self) -> None:
        district = make_district("Madhubani")
        draft, published = make_product(status="draft", district=district), make_product(district=district)
        with pytest.raises(RegisterEntryUnknown):
            claim_badge(product_id=draft.pk, kind=BadgeKind.GI_REGISTERED, entry_id=uuid4(), now=NOW)
        entry = make_odop_entry(district)
        with pytest.raises(ProductIsPublished):
            claim_badge(product_id=published.pk, kind=BadgeKind.ODOP, entry_id=entry.pk, now=NOW)
        assert not ProductBadge.objects.exists()

    def test_withdrawing_ends_the_badge(self) -> None:
        district = make_district("Madhubani")
        product, entry = make_product(status="draft", district=district), make_odop_entry(district)
        claim_badge(product_id=product.pk, kind=BadgeKind.ODOP, entry_id=entry.pk, now=NOW)
        withdraw_claim(product_id=product.pk, kind=BadgeKind.ODOP, now=NOW)
        assert kinds(product) == []
        product.refresh_from_db()
        assert product.odop_entry is None


class TestFollowChanges:
    def test_moving_the_origin_ends_the_badge_and_moving_back_awards_it_again(self) -> None:
        home, away = make_district("Madhubani"), make_district("Darbhanga")
        product = make_product(status="draft", district=home)
        make_badge(product, make_odop_entry(home))
        describe_product(product_id=product.pk, facts={"origin_district": away}, now=NOW)
        outbox.drain_now()
        assert kinds(product) == []
        ended = ProductBadge.objects.get()
        assert ended.end_reason == "Madhubani Paintings is the entry for Madhubani; your origin is Darbhanga."
        describe_product(product_id=product.pk, facts={"origin_district": home}, now=NOW)
        outbox.drain_now()
        assert kinds(product) == ["odop"]

    def test_an_entry_out_of_force_ends_the_badges_of_its_products_only(self) -> None:
        district = make_district("Madhubani")
        touched, other = make_product(district=district), make_product(district=district)
        entry = make_odop_entry(district)
        make_badge(touched, entry)
        make_badge(other, make_odop_entry(district, "Makhana"))
        OdopEntry.objects.filter(pk=entry.pk).update(is_active=False)
        assert tasks.reevaluate_badges([str(entry.pk)], []) == 1
        assert (kinds(touched), kinds(other)) == ([], ["odop"])

    def test_an_announced_change_of_a_gi_area_is_followed(self) -> None:
        district = make_district("Madhubani")
        product, gi = make_product(district=district), make_gi_entry(districts=[district])
        make_badge(product, gi)
        gi.districts.set([make_district("Patna")])
        payload = {"odop_entries": [], "gi_entries": [str(gi.pk)]}
        outbox.enqueue(topic=tasks.REGISTER_CHANGED, payload=payload)
        outbox.drain_now()
        assert kinds(product) == []

    def test_the_clock_finds_what_was_not_announced(self) -> None:
        district = make_district("Madhubani")
        product, entry = make_product(district=district), make_odop_entry(district)
        make_badge(product, entry)
        entry.is_active = False
        entry.save()
        assert tasks.follow_recent_register_changes() == 1
        assert kinds(product) == []

    def test_what_was_written_long_ago_is_left_to_the_sweep(self) -> None:
        district = make_district("Madhubani")
        product, entry = make_product(district=district), make_odop_entry(district)
        make_badge(product, entry)
        long_ago = clock.now() - timedelta(hours=2)
        OdopEntry.objects.update(is_active=False, updated_at=long_ago)
        District.objects.update(updated_at=long_ago)
        assert tasks.follow_recent_register_changes() == 0
        assert tasks.sweep_badges() == 1
        assert kinds(product) == []

    def test_a_sweep_without_changes_writes_nothing(self) -> None:
        district = make_district("Madhubani")
        product = make_product(district=district)
        badge = make_badge(product, make_odop_entry(district))
        assert reevaluate_products([product.pk], now=NOW) == 1
        assert badges_of(product) == [badge]
        assert ProductBadge.objects.count() == 1


class TestProductBadge:
    def test_database_allows_one_standing_badge_of_a_kind_with_fitting_evidence(self) -> None:
        district = make_district("Madhubani")
        product, entry = make_product(district=district), make_odop_entry(district)
        make_badge(product, entry)
        with pytest.raises(IntegrityError), transaction.atomic():
            make_badge(product, entry)
        with pytest.raises(IntegrityError), transaction.atomic():
            ProductBadge.objects.create(
                product=product, kind="gi_registered", odop_entry=entry, reason="x", awarded_at=NOW
            )
        assert ProductBadge.objects.count() == 1

    def test_explains_without_storing(self) -> None:
        product = make_product(district=make_district("Madhubani"))
        assert explain(product, BadgeKind.ODOP).code == "not_claimed"
        assert not ProductBadge.objects.exists()
