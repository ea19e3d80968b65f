"""The facts of a profile: how each is normalised, and how they must agree with one another.

Used when a draft is written (nothing wrong is stored) and again when it is submitted and approved, because a
register may have changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from common.crypto import blind_index
from common.errors import FieldIssue, Refusal
from registry.selectors import pin_lies_in
from sellers.identity.errors import PinOutsideDistrict
from sellers.identity.gstin import check_gstin, check_gstin_pan, check_gstin_state
from sellers.identity.numbers import check_cin, check_enrolment_number, check_fssai, check_udyam
from sellers.identity.pan import check_pan, check_pan_fits
from sellers.profiles.models import Seller

NORMALISERS: Mapping[str, Callable[[str], str]] = {
    "pan": check_pan,
    "gstin": check_gstin,
    "udyam_number": check_udyam,
    "cin": check_cin,
    "fssai_number": check_fssai,
    "enrolment_number": check_enrolment_number,
}

STATED_FACTS: Mapping[str, str] = {
    "kind": "Kind of seller",
    "display_name": "Name in the shop",
    "legal_name": "Legal name",
    "story": "Story",
    "address_line1": "Address",
    "address_line2": "Address, second line",
    "locality": "Village, town or city",
    "block": "Block",
    "district": "District",
    "pin": "PIN code",
    "phone": "Phone",
    "email": "E-mail",
    "grievance_name": "Grievance contact",
    "grievance_phone": "Grievance phone",
    "grievance_email": "Grievance e-mail",
    "pan": "PAN",
    "gstin": "GSTIN",
    "enrolment_number": "GST enrolment number",
    "udyam_number": "Udyam number",
    "cin": "CIN",
    "registration_number": "Registration number",
    "artisan_id_scheme": "Artisan scheme",
    "artisan_id": "Artisan number",
    "fssai_number": "FSSAI number",
    "group_code": "SHG code",
    "federation_name": "Federation",
    "formed_on": "Date of formation",
    "member_count": "Number of members",
    "is_women_led": "Led by women",
    "is_food_seller": "Sells food",
    "undertaking_accepted": "Undertaking",
}
"""Everything a seller may state about itself, in a person's words; a reviewer may ask to change any of it."""

OPEN_AFTER_APPROVAL = frozenset(
    {"story", "phone", "email", "grievance_name", "grievance_phone", "grievance_email", "member_count"}
)
"""Facts that no reviewer verifies; all others are locked once a reviewer has approved them."""


def write_facts(seller: Seller, changes: Mapping[str, object]) -> list[FieldIssue]:
    """Set normalised facts on the (unsaved) row and return everything that is wrong with them.

    A district sets its state with it; PAN and GSTIN set their blind indexes.
    """
    issues: list[FieldIssue] = []
    for name, value in changes.items():
        normalise = NORMALISERS.get(name)
        if normalise is not None and value:
            try:
                value = normalise(str(value))
            except Refusal as refusal:
                issues.append(FieldIssue(f"/{name}", refusal.code, refusal.detail))
                continue
        setattr(seller, name, value)
    if "district" in changes:
        seller.state = seller.district.state if seller.district is not None else None
    seller.pan_index = blind_index(seller.pan, "seller-pan") if seller.pan else ""
    seller.gstin_index = blind_index(seller.gstin, "seller-gstin") if seller.gstin else ""
    return issues or list(disagreements(seller))


def disagreements(seller: Seller) -> Iterator[FieldIssue]:
    """Facts that are well-formed each but do not fit together; facts not yet stated are passed over."""
    for pointer, check in _cross_checks(seller):
        try:
            check()
        except Refusal as refusal:
            yield FieldIssue(pointer, refusal.code, refusal.detail)


def _cross_checks(seller: Seller) -> Iterator[tuple[str, Callable[[], None]]]:
    state = seller.state
    if seller.pan:
        yield "/pan", lambda: check_pan_fits(seller.pan, seller.kind)
    if seller.gstin and seller.pan:
        yield "/gstin", lambda: check_gstin_pan(seller.gstin, seller.pan)
    if seller.gstin and state is not None:
        gst_code, name = state.gst_code, state.name
        yield "/gstin", lambda: check_gstin_state(seller.gstin, gst_code=gst_code, state_name=name)
    if seller.pin and seller.district is not None:
        yield "/pin", lambda: check_pin(seller)


def check_pin(seller: Seller) -> None:
    """Raise :class:`PinOutsideDistrict` unless the PIN code is one of the district's in the register."""
    if seller.district is not None and not pin_lies_in(seller.pin, seller.district):
        raise PinOutsideDistrict(
            f"The register does not know PIN code {seller.pin} in {seller.district.name}. "
            "Give the PIN code of the address, or the district in which it lies."
        )
