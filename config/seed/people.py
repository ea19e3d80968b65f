"""Staff and sellers of the seeded bazaar, made through the same services as real ones."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.base import File

from accounts.models import User
from accounts.people.services import create_verified_account, set_phone
from accounts.roles.models import Role, RoleGrant
from accounts.roles.services import grant_role
from config.seed.cast import Cast
from config.seed.papers import paper
from registry.models import State
from registry.selectors import find_district
from sellers.bank.services import state_bank_account
from sellers.documents.kinds import DocumentKind
from sellers.documents.services import add_document
from sellers.models import Seller
from sellers.onboarding.services import start_application, submit_application
from sellers.review.services import approve_seller

STAFF_EMAIL, STAFF_PASSWORD = "staff@bazaar.example", "bazaar-staff"
DESKS: dict[str, tuple[str, Role]] = {
    "reviewer@bazaar.example": ("Meera Iyer", Role.REVIEWER),
    "moderator@bazaar.example": ("Arjun Nair", Role.MODERATOR),
    "finance@bazaar.example": ("Farah Sheikh", Role.FINANCE),
    "registry@bazaar.example": ("Tenzin Bhutia", Role.REGISTRY_OFFICER),
}


@cache
def _password_hash() -> str:
    """Hashed once: the hash is meant to be slow."""
    return make_password(STAFF_PASSWORD)


def _share_password(user: User) -> None:
    User.objects.filter(pk=user.pk).update(password=_password_hash())


def make_staff(*, now: datetime) -> dict[Role, User]:
    """The administrator and one person a desk; all share the printed password. Safe to repeat."""
    admin = User.objects.filter(email=STAFF_EMAIL).first()
    if admin is None:
        admin = create_verified_account(
            email=STAFF_EMAIL, name="Administrator", password=None, now=now, is_superuser=True
        )
        _share_password(admin)
    return {role: _at_desk(email, name, role, now=now) for email, (name, role) in DESKS.items()}


def _at_desk(email: str, name: str, role: Role, *, now: datetime) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        user = create_verified_account(email=email, name=name, password=None, now=now)
        _share_password(user)
    if not RoleGrant.objects.standing().filter(user=user, role=role).exists():
        grant_role(user=user, role=role, granted_by=None, now=now)
    return user


def make_owner(cast: Cast, *, now: datetime) -> User:
    """The account of the person who runs the seller. Safe to repeat."""
    email = cast.email or f"{cast.key}@seller.bazaar.example"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = create_verified_account(email=email, name=cast.person, password=None, now=now)
        user.language = cast.language
        user.save(update_fields=["language"])
        _share_password(user)
        if cast.phone:
            set_phone(user=user, phone=cast.phone, is_verified=True, now=now)
    return user


def onboard(cast: Cast, *, owner: User, reviewer: User, now: datetime) -> Seller:
    """The whole way of one seller: draft, papers, bank account, submission, approval. Safe to repeat."""
    seller = Seller.objects.filter(members__user=owner).first()
    if seller is None:
        seller = start_application(viewer=owner, facts=seller_facts(cast), now=now)
    if seller.status == "draft":
        for kind in cast.papers:
            file = File(BytesIO(paper(cast, kind)), name=f"{kind}.pdf")
            add_document(seller_id=seller.pk, viewer=owner, kind=DocumentKind(kind), file=file, now=now)
        state_bank_account(seller_id=seller.pk, viewer=owner, now=now, **cast.bank)
        seller = submit_application(seller_id=seller.pk, viewer=owner, now=now)
    if seller.status == "submitted":
        seller = approve_seller(seller_id=seller.pk, reviewer=reviewer, now=now)
    return seller


def seller_facts(cast: Cast) -> dict[str, Any]:
    """The facts as the service takes them: the district as a row of the register."""
    district = find_district(cast.district, State.objects.get(name=cast.state))
    facts = {"kind": cast.kind, **cast.facts, "district": district}
    if "formed_on" in facts:
        facts["formed_on"] = date.fromisoformat(facts["formed_on"])
    return facts
