"""Specimen papers (PDF) that the seeded sellers and the demo's sellers upload."""

from __future__ import annotations

from config.seed.cast import Cast
from media.typesetting import render_pdf

TITLES = {
    "pan_card": ("PAN card", "pan"),
    "bank_proof": ("Cancelled cheque", ""),
    "artisan_card": ("Artisan card", "artisan_id"),
    "group_resolution": ("Resolution of the group", "group_code"),
    "registration_certificate": ("Certificate of registration", "cin"),
    "board_resolution": ("Board resolution", "cin"),
    "udyam_certificate": ("Udyam registration certificate", "udyam_number"),
    "gst_certificate": ("GST registration certificate", "gstin"),
    "fssai_licence": ("FSSAI licence", "fssai_number"),
}


def paper(cast: Cast, kind: str) -> bytes:
    """A one-page PDF of the kind, with the facts it proves; every word on it says that it is a specimen."""
    title, fact = TITLES[kind]
    rows = [["Name", str(cast.facts["legal_name"])], ["District", f"{cast.district}, {cast.state}"]]
    if kind == "bank_proof":
        rows += [["Account holder", cast.bank["holder_name"]], ["IFSC", cast.bank["ifsc"]]]
    elif cast.facts.get(fact):
        rows.append(["Number", str(cast.facts[fact])])
    return render_pdf("config/seed/paper", {"title": title, "rows": rows})
