"""What the tests of this room share: places that the addresses lie in, and a complete draft of any kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from factories.accounts import make_user
from factories.media import make_document
from factories.registry import make_district, make_pin
from factories.sellers import IFSC, kind_facts, make_pan

from accounts.models import User
from common import clock
from sellers.bank.services import state_bank_account
from sellers.documents.models import SellerDocument
from sellers.models import Seller
from sellers.onboarding.selectors import requirements_for
from sellers.onboarding.services import start_application, submit_application

Apply = Callable[..., Seller]


def facts_of(kind: str, **changed: Any) -> dict[str, Any]:
    """Every fact a kind must state, as a service takes them; an address in Madhubani."""
    district = make_district()
    make_pin("847211", district)
    return {
        "kind": kind,
        "display_name": "Mithila Mahila Kala",
        "legal_name": "Mithila Mahila Kala",
        "district": district,
        "pin": "847211",
        "address_line1": "Ward 4, Ranti Road",
        "locality": "Madhubani",
        "phone": "+919876543210",
        "grievance_name": "Sunita Devi",
        "grievance_phone": "+919876543211",
        "enrolment_number": "100721000012345",
        "undertaking_accepted": True,
        "pan": make_pan(kind),
        **kind_facts(kind),
        **changed,
    }


def add_papers(seller: Seller, owner: User) -> None:
    """Every paper that is still missing; one file serves for all."""
    document = make_document(owner)
    for requirement in requirements_for(seller):
        if requirement.standing == "missing" and requirement.pointer.startswith("/documents/"):
            SellerDocument.objects.create(
                seller=seller,
                kind=requirement.pointer.removeprefix("/documents/"),
                document=document,
                added_by=owner,
                added_at=clock.now(),
            )


@pytest.fixture
def complete_draft() -> Apply:
    """``complete_draft(kind, owner=…, number=…, **facts)``: a draft that could be submitted as it is."""

    def make(kind: str = "artisan", *, owner: User | None = None, number: str = "31234567890", **facts: Any) -> Seller:
        owner = owner or make_user()
        now = clock.now()
        seller = start_application(viewer=owner, facts=facts_of(kind, **facts), now=now)
        state_bank_account(
            seller_id=seller.pk, viewer=owner, holder_name=seller.legal_name, ifsc=IFSC, number=number, now=now
        )
        add_papers(seller, owner)
        return seller

    return make


@pytest.fixture
def application(complete_draft: Apply) -> Apply:
    """``application(kind, …)``: the same, submitted."""

    def make(kind: str = "artisan", *, owner: User | None = None, **kw: Any) -> Seller:
        owner = owner or make_user()
        seller = complete_draft(kind, owner=owner, **kw)
        return submit_application(seller_id=seller.pk, viewer=owner, now=clock.now())

    return make
