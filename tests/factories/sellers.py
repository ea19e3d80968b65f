"""Sellers for tests, with identifiers that pass every check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any

from factories.accounts import make_user
from factories.registry import DISTRICTS, make_district, make_pin
from stdnum import luhn

from accounts.models import User
from common import clock
from common.crypto import blind_index
from registry.models import District
from sellers.bank.services import number_index
from sellers.identity.gstin import ALPHABET
from sellers.models import BankAccount, Seller, SellerMember

_numbers = count(1)
LETTER = {"artisan": "P", "shg": "A", "fpo": "C", "cooperative": "A", "micro_enterprise": "F"}
IFSC = "SBIN0001234"


def make_pan(kind: str = "artisan") -> str:
    """A well-formed PAN that no other call gives, with a fourth letter that fits the kind."""
    number = next(_numbers)
    first = chr(ord("A") + number // 9999 % 26)
    return f"{first}BC{LETTER[kind]}K{number % 9999 + 1:04d}L"


def make_gstin(pan: str, gst_code: str = "10") -> str:
    """The GSTIN of a PAN in a state, with its check character."""
    body = f"{gst_code}{pan}1Z"
    return body + luhn.calc_check_digit(body, ALPHABET)


def kind_facts(kind: str) -> Mapping[str, Any]:
    """The facts that only this kind of seller states."""
    return {
        "artisan": {"artisan_id_scheme": "pehchan", "artisan_id": "BR-KA-12345"},
        "shg": {
            "group_code": "SHG-204417",
            "federation_name": "Jitwarpur Village Organisation",
            "block": "Rahika",
            "formed_on": date(2019, 4, 2),
            "member_count": 12,
        },
        "fpo": {"cin": "U01100ML2019PTC012345", "member_count": 340},
        "cooperative": {"registration_number": "BR/COOP/1987/112", "member_count": 64},
        "micro_enterprise": {"udyam_number": "UDYAM-BR-03-0012345"},
    }[kind]


def make_seller(
    kind: str = "artisan",
    status: str = "approved",
    district: District | None = None,
    owner: User | None = None,
    gst: bool = False,
    *,
    bank: bool = True,
    **kw: Any,
) -> Seller:
    """A seller of a kind in a status, with an owner and a bank account, as if it had come the whole way.

    Written straight into the tables: the way itself is tested in ``tests/sellers``.
    """
    district = district or make_district()
    pan = kw.pop("pan", make_pan(kind))
    gstin = kw.pop("gstin", make_gstin(pan, district.state.gst_code) if gst else "")
    now = clock.now()
    number = next(_numbers)
    values: dict[str, Any] = {
        "legal_name": f"Mithila Kala {number}",
        "display_name": f"Mithila Kala {number}",
        "slug": f"mithila-kala-{number}",
        "state": district.state,
        "district": district,
        "pin": DISTRICTS.get(district.name, (0, "", "847211"))[2],
        "address_line1": "Ward 4, Ranti Road",
        "locality": district.name,
        "phone": "+919876543210",
        "grievance_name": "Sunita Devi",
        "grievance_phone": "+919876543211",
        "enrolment_number": "" if gstin else f"ENR{number:09d}",
        "undertaking_accepted_at": now,
        "submitted_at": None if status == "draft" else now,
        "decided_at": now if status in {"approved", "rejected", "changes_requested", "suspended"} else None,
        "approved_at": now if status in {"approved", "suspended"} else None,
        **kind_facts(kind),
        **kw,
    }
    make_pin(values["pin"], district)
    seller = Seller.objects.create(
        kind=kind,
        status=status,
        pan=pan,
        pan_index=blind_index(pan, "seller-pan") if pan else "",
        gstin=gstin,
        gstin_index=blind_index(gstin, "seller-gstin") if gstin else "",
        **values,
    )
    SellerMember.objects.create(seller=seller, user=owner or make_user(), role="owner")
    if bank:
        make_bank_account(seller)
    return seller


def make_bank_account(seller: Seller, number: str | None = None, ifsc: str = IFSC) -> BankAccount:
    """The account of a seller: in force when it is approved or suspended, else proposed."""
    number = number or f"3{next(_numbers):010d}"
    return BankAccount.objects.create(
        seller=seller,
        status="in_force" if seller.status in {"approved", "suspended"} else "proposed",
        holder_name=seller.legal_name,
        ifsc=ifsc,
        bank_name="State Bank of India",
        number=number,
        number_index=number_index(ifsc, number),
    )


def make_member(seller: Seller, role: str = "packer", user: User | None = None) -> User:
    """Another person in the seller's team."""
    user = user or make_user()
    SellerMember.objects.create(seller=seller, user=user, role=role)
    return user
