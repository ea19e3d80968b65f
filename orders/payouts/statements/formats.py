"""A statement as CSV for a spreadsheet and as a PDF for the file."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from common.money import format_inr
from media.typesetting import missing_glyphs, render_pdf
from orders.payouts.statements.selectors import AMOUNTS, Statement

_TEMPLATE = "orders/payouts/statements/statement"
# A spreadsheet takes a cell that begins like this for a formula (OWASP: CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(statement: Statement) -> str:
    """Rows of lines and payouts with amounts in rupees, balances first and last; safe to open in a spreadsheet."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["date", "kind", "order", "what", *(name.removesuffix("_amount") for name in AMOUNTS), "paid_out"])
    rows.writerow(
        [statement.begin, "opening balance", "", "", "", "", "", "", "", _rupees(statement.opening_amount), ""]
    )
    for line in statement.lines:
        amounts = [_rupees(getattr(line, name)) for name in AMOUNTS]
        rows.writerow([line.on, line.kind, line.order_number, _text(line.title), *amounts, ""])
    for payout in statement.payouts:
        rows.writerow([payout.on, payout.kind, "", _text(payout.payee), *[""] * len(AMOUNTS), _rupees(payout.amount)])
    rows.writerow(_balance(statement.end, "closing balance", statement.closing_amount))
    return out.getvalue()


def _balance(on: date, what: str, paise: int) -> list[str]:
    """A balance stands in the column of the seller's part."""
    return [on.isoformat(), what, *[""] * (1 + len(AMOUNTS)), _rupees(paise), ""]


def _rupees(paise: int) -> str:
    sign = "-" if paise < 0 else ""
    return f"{sign}{abs(paise) // 100}.{abs(paise) % 100:02d}"


def _text(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value


def as_pdf(statement: Statement) -> bytes:
    """The statement typeset on A4. A title's characters that no font of ours has are printed as ``?``."""
    seller = statement.seller
    data: dict[str, Any] = {
        "seller": {
            "name": seller.legal_name or seller.display_name,
            "shop": seller.display_name,
            "place": ", ".join(part for part in (seller.address_line1, seller.locality, seller.pin) if part),
            "gstin": seller.gstin,
        },
        "begin": statement.begin.strftime("%d %b %Y"),
        "end": statement.end.strftime("%d %b %Y"),
        "opening": format_inr(statement.opening_amount),
        "closing": format_inr(statement.closing_amount),
        "lines": [
            [line.on.strftime("%d.%m.%y"), line.kind, line.order_number, line.title]
            + [format_inr(getattr(line, name)) for name in AMOUNTS]
            for line in statement.lines
        ],
        "totals": [format_inr(statement.totals[name]) for name in AMOUNTS],
        "refunded": format_inr(statement.refunded_amount),
        "payouts": [
            [payout.on.strftime("%d.%m.%y"), payout.kind, payout.payee, format_inr(payout.amount)]
            for payout in statement.payouts
        ],
        "paid_out": format_inr(statement.paid_out_amount),
    }
    return render_pdf(_TEMPLATE, _printable(data))


def _printable(data: Any) -> Any:
    """A seller gets its statement whatever stands in a title: money is told, pictures may be missing."""
    if isinstance(data, dict):
        return {name: _printable(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_printable(value) for value in data]
    missing = missing_glyphs(data)
    return "".join("?" if character in missing else character for character in data) if missing else data
