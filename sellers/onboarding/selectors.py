"""Reads of an application: what is asked of it and how it stands."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from common.errors import FieldIssue
from sellers.bank.selectors import account_in_force, proposed_account
from sellers.documents.models import SellerDocument
from sellers.onboarding.models import ChangeRequest
from sellers.onboarding.requirements import Requirement, requirements_of
from sellers.profiles.models import Seller


def requirements_for(seller: Seller) -> list[Requirement]:
    """Everything asked of this seller as it stands now. Two or three queries, one more when a PIN is compared."""
    papers = SellerDocument.objects.filter(seller=seller, replaced_at__isnull=True).values_list("kind", flat=True)
    account = proposed_account(seller) or account_in_force(seller)
    return list(requirements_of(seller, papers=frozenset(papers), account=account))


def open_change_requests(seller: Seller) -> QuerySet[ChangeRequest]:
    """What a reviewer has asked for and the seller has not answered by submitting again."""
    return seller.change_requests.filter(answered_at__isnull=True).order_by("requested_at", "id")


def open_issues(requirements: Iterable[Requirement]) -> list[FieldIssue]:
    """What is missing or unfit, as issues with pointer, code and what to do."""
    return [FieldIssue(r.pointer, _code(r), r.what_to_do) for r in requirements if r.standing != "met"]


def _code(requirement: Requirement) -> str:
    return f"{requirement.code}_missing" if requirement.standing == "missing" else requirement.code
