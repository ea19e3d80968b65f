"""What each kind of seller must state and show, computed on read.

Nothing here is stored: a requirement is *met*, *missing* or *unfit* according to the facts and papers of the moment.
``basis`` says who vouches for it: *computed* from a register or check digit, *attested* by the seller, *verified*
by a reviewer against a paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from sellers.bank.models import BankAccount
from sellers.bank.services import holder_name_refusal
from sellers.documents.kinds import DocumentKind
from sellers.onboarding.facts import disagreements
from sellers.profiles.models import Seller
from sellers.profiles.states import SellerKind

Basis = Literal["computed", "attested", "verified"]
Standing = Literal["met", "missing", "unfit"]


@dataclass(frozen=True)
class Rule:
    """One thing to state or show: ``code`` is stable, ``fields`` are alternatives of which one is enough."""

    code: str
    title: str
    what_to_do: str
    basis: Basis
    fields: tuple[str, ...] = ()
    paper: DocumentKind | None = None
    applies: Callable[[Seller], bool] = lambda seller: True
    sent_as: str = ""

    @property
    def pointer(self) -> str:
        """JSON pointer of the fact, as it is sent, or of the paper."""
        return f"/documents/{self.paper.value}" if self.paper is not None else f"/{self.sent_as or self.fields[0]}"


@dataclass(frozen=True)
class Requirement:
    """A rule as it stands for one seller now."""

    code: str
    pointer: str
    title: str
    what_to_do: str
    basis: Basis
    standing: Standing


def _fact(code: str, title: str, what_to_do: str, *fields: str, basis: Basis = "attested") -> Rule:
    return Rule(code=code, title=title, what_to_do=what_to_do, basis=basis, fields=fields)


def _paper(kind: DocumentKind, what_to_do: str, applies: Callable[[Seller], bool] = lambda seller: True) -> Rule:
    return Rule(
        code=f"{kind.value}_document",
        title=str(kind.label),
        what_to_do=what_to_do,
        basis="verified",
        paper=kind,
        applies=applies,
    )


COMMON: tuple[Rule, ...] = (
    _fact("legal_name", "Legal name", "Give the name as it stands on the PAN card or the registration.", "legal_name"),
    _fact("address", "Address", "Give the house, street or hamlet.", "address_line1"),
    _fact("locality", "Village, town or city", "Give the village, town or city.", "locality"),
    _fact("district", "District", "Choose the district from /api/v1/districts.", "district", basis="computed"),
    _fact("pin", "PIN code", "Give the six-digit PIN code of the address.", "pin", basis="computed"),
    _fact("phone", "Phone or e-mail", "Give a phone number or an e-mail address we may use.", "phone", "email"),
    _fact("grievance_name", "Grievance contact", "Name the person buyers may complain to.", "grievance_name"),
    _fact(
        "grievance_contact",
        "Grievance phone or e-mail",
        "Give the phone number or e-mail address that buyers see for complaints.",
        "grievance_phone",
        "grievance_email",
    ),
    Rule(
        code="undertaking",
        title="Undertaking",
        what_to_do="Confirm that what you show and say of your goods will be true (undertaking_accepted: true).",
        basis="attested",
        fields=("undertaking_accepted_at",),
        sent_as="undertaking_accepted",
    ),
    Rule(
        code="enrolment_number",
        title="GSTIN or GST enrolment number",
        what_to_do="Give your GSTIN or, without GST registration, the enrolment number from the GST portal.",
        basis="attested",
        fields=("enrolment_number", "gstin"),
    ),
    _paper(DocumentKind.BANK_PROOF, "Upload a cancelled cheque or the first page of the passbook."),
    _paper(DocumentKind.GST_CERTIFICATE, "Upload the GST registration certificate.", lambda s: s.is_gst_registered),
    Rule(
        code="fssai_number",
        title="FSSAI number",
        what_to_do="Food needs an FSSAI licence or registration: give its 14 digits.",
        basis="verified",
        fields=("fssai_number",),
        applies=lambda seller: seller.is_food_seller,
    ),
    _paper(DocumentKind.FSSAI_LICENCE, "Upload the FSSAI licence or registration.", lambda s: s.is_food_seller),
)
PAN = _fact("pan", "PAN", "Give the permanent account number (PAN).", "pan", basis="verified")
PAN_CARD = _paper(DocumentKind.PAN_CARD, "Upload a photo or scan of the PAN card.")
PAN_CARD_IF_STATED = _paper(DocumentKind.PAN_CARD, "Upload the PAN card of the group.", lambda s: bool(s.pan))
MEMBER_COUNT = _fact("member_count", "Number of members", "Give the number of members.", "member_count")
BLOCK = _fact("block", "Block", "Give the block in which the group works.", "block")
REGISTRATION = _paper(DocumentKind.REGISTRATION_CERTIFICATE, "Upload the certificate of registration.")
UDYAM = _fact("udyam_number", "Udyam number", "Give the Udyam registration number.", "udyam_number", basis="verified")
UDYAM_PAPER = _paper(DocumentKind.UDYAM_CERTIFICATE, "Upload the Udyam certificate.", lambda s: bool(s.udyam_number))

BY_KIND: dict[str, tuple[Rule, ...]] = {
    SellerKind.ARTISAN: (
        PAN,
        PAN_CARD,
        _fact("artisan_id_scheme", "Artisan scheme", "Choose pehchan or pm_vishwakarma.", "artisan_id_scheme"),
        _fact("artisan_id", "Artisan number", "Give the number of the card.", "artisan_id", basis="verified"),
        _paper(DocumentKind.ARTISAN_CARD, "Upload the Pehchan card or PM Vishwakarma certificate."),
    ),
    SellerKind.SHG: (
        _fact("group_code", "SHG code", "Give the group's code in the NRLM register.", "group_code", basis="verified"),
        _fact("federation_name", "Federation", "Name the Village Organisation or Cluster.", "federation_name"),
        BLOCK,
        _fact("formed_on", "Date of formation", "Give the date on which the group was formed.", "formed_on"),
        MEMBER_COUNT,
        _paper(DocumentKind.GROUP_RESOLUTION, "Upload the group's resolution with the list of its members."),
        PAN_CARD_IF_STATED,
    ),
    SellerKind.FPO: (
        PAN,
        PAN_CARD,
        _fact(
            "registration",
            "CIN or registration number",
            "Give the CIN of the producer company or the registration number of the cooperative.",
            "cin",
            "registration_number",
            basis="verified",
        ),
        MEMBER_COUNT,
        REGISTRATION,
        _paper(DocumentKind.BOARD_RESOLUTION, "Upload the board's resolution to sell here."),
    ),
    SellerKind.COOPERATIVE: (
        PAN,
        PAN_CARD,
        _fact(
            "registration",
            "Registration or Udyam number",
            "Give the registration number of the society, or its Udyam number.",
            "registration_number",
            "udyam_number",
            basis="verified",
        ),
        MEMBER_COUNT,
        REGISTRATION,
        UDYAM_PAPER,
    ),
    SellerKind.MICRO_ENTERPRISE: (PAN, PAN_CARD, UDYAM, UDYAM_PAPER),
}

SHG_SMALLEST = 5
"""Members of the smallest self-help group (DAY-NRLM: 10 to 20, at least 5 in special cases)."""


def requirements_of(seller: Seller, *, papers: frozenset[str], account: BankAccount | None) -> Iterator[Requirement]:
    """Every requirement of the seller's kind as it stands. ``papers`` are the kinds of its current documents."""
    for rule in (*COMMON, *BY_KIND[seller.kind]):
        if rule.applies(seller):
            yield _as_it_stands(rule, met=_is_met(rule, seller, papers))
    yield _bank_requirement(seller, account)
    yield from _unfit(seller)


def _is_met(rule: Rule, seller: Seller, papers: frozenset[str]) -> bool:
    if rule.paper is not None:
        return rule.paper.value in papers
    return any(getattr(seller, name) not in (None, "", False) for name in rule.fields)


def _as_it_stands(rule: Rule, *, met: bool) -> Requirement:
    standing: Standing = "met" if met else "missing"
    return Requirement(rule.code, rule.pointer, rule.title, "" if met else rule.what_to_do, rule.basis, standing)


def _bank_requirement(seller: Seller, account: BankAccount | None) -> Requirement:
    title = "Bank account"
    if account is None:
        what_to_do = (
            "State the account to which you are to be paid: PUT bank-account with holder name, IFSC and number."
        )
        return Requirement("bank_account", "/bank_account", title, what_to_do, "verified", "missing")
    refusal = holder_name_refusal(seller, account.holder_name)
    if refusal is not None:
        return Requirement(refusal.code, "/bank_account/holder_name", title, refusal.detail, "computed", "unfit")
    return Requirement("bank_account", "/bank_account", title, "", "verified", "met")


def _unfit(seller: Seller) -> Iterator[Requirement]:
    """Facts that are there but do not fit together or the kind."""
    for issue in disagreements(seller):
        yield Requirement(issue.code, issue.pointer, "Facts that do not fit", issue.detail, "computed", "unfit")
    if seller.kind == SellerKind.SHG and seller.member_count is not None and seller.member_count < SHG_SMALLEST:
        yield Requirement(
            "group_too_small",
            "/member_count",
            "Number of members",
            f"A self-help group has at least {SHG_SMALLEST} members. Correct the number, or onboard as artisans.",
            "attested",
            "unfit",
        )
