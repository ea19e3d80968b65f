"""Stripe's ``expand[]``: ids in an answer replaced by the objects they name."""

from .balances import render_row
from .models import StoredObject
from .store import Body


def expand(body: Body, paths: list[str]) -> Body:
    """Replace ids by the objects they name, as ``expand[]`` asks (``latest_charge.balance_transaction``)."""
    for path in paths:
        _expand_path(body, path.removeprefix("data.").split("."))
    return body


def _expand_path(body: Body, path: list[str]) -> None:
    for item in body["data"] if body.get("object") == "list" else [body]:
        value = item.get(path[0])
        if isinstance(value, str):
            value = item[path[0]] = _named(value)
        if isinstance(value, dict) and path[1:]:
            _expand_path(value, path[1:])


def _named(ref: str) -> Body | str:
    if ref.startswith("txn_"):
        return render_row(ref)
    row = StoredObject.objects.filter(ref=ref).first()
    return ref if row is None else dict(row.body)
