"""Connected accounts: created by the platform, completed by a person on the onboarding page."""

from typing import Any

from django.conf import settings

from . import events, store
from .errors import SimulatedError
from .params import Params, metadata, text

_DUE_AT_START = ["business_profile.mcc", "external_account", "tos_acceptance.date"]
_LINK_LIFETIME_SECONDS = 300


def create(params: Params, *, account: str, now: int) -> store.Body:
    """POST /v1/accounts, by ``controller`` properties; ``type`` is refused as Stripe's guide advises.

    Raises:
        SimulatedError: the deprecated ``type`` was sent.
    """
    if "type" in params:
        raise SimulatedError("Use controller properties instead of type.", param="type")
    body = _blank(params, now)
    store.add(body)
    return body


def _blank(params: Params, now: int) -> store.Body:
    ref = store.new_ref("acct").replace("acct_", "acct_1", 1)[:21]
    requested = {
        name: "inactive"
        for name, wish in (params.get("capabilities") or {}).items()
        if isinstance(wish, dict) and wish.get("requested") == "true"
    }
    return {
        "id": ref,
        "object": "account",
        "business_profile": params.get("business_profile"),
        "business_type": params.get("business_type"),
        "capabilities": requested,
        "charges_enabled": False,
        "controller": _controller(params.get("controller") or {}),
        "country": params.get("country", "IN"),
        "created": now,
        "default_currency": str(params.get("default_currency", "inr")).lower(),
        "details_submitted": False,
        "email": params.get("email"),
        "external_accounts": store.listing(f"/v1/accounts/{ref}/external_accounts", []),
        "future_requirements": _requirements([], None),
        "metadata": metadata(params),
        "payouts_enabled": False,
        "requirements": _requirements(list(_DUE_AT_START), "requirements.past_due"),
        "settings": _settings(params),
        "tos_acceptance": {"date": None, "ip": None, "user_agent": None},
        "type": "none",
    }


def _controller(wish: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "application",
        "is_controller": True,
        "fees": {"payer": (wish.get("fees") or {}).get("payer", "account")},
        "losses": {"payments": (wish.get("losses") or {}).get("payments", "stripe")},
        "requirement_collection": wish.get("requirement_collection", "stripe"),
        "stripe_dashboard": {"type": (wish.get("stripe_dashboard") or {}).get("type", "full")},
    }


def _requirements(due: list[str], reason: str | None) -> dict[str, Any]:
    return {
        "alternatives": [],
        "current_deadline": None,
        "currently_due": due,
        "disabled_reason": reason,
        "errors": [],
        "eventually_due": due,
        "past_due": due,
        "pending_verification": [],
    }


def _settings(params: Params) -> dict[str, Any]:
    schedule = ((params.get("settings") or {}).get("payouts") or {}).get("schedule") or {}
    return {
        "branding": {"icon": None, "logo": None, "primary_color": None, "secondary_color": None},
        "card_payments": {
            "statement_descriptor_prefix": None,
            "statement_descriptor_prefix_kana": None,
            "statement_descriptor_prefix_kanji": None,
        },
        "dashboard": {"display_name": None, "timezone": "Asia/Kolkata"},
        "payments": {
            "statement_descriptor": None,
            "statement_descriptor_kana": None,
            "statement_descriptor_kanji": None,
        },
        "payouts": {
            "debit_negative_balances": False,
            "schedule": {"delay_days": 2, "interval": schedule.get("interval", "daily")},
            "statement_descriptor": None,
        },
    }


def create_link(params: Params, *, account: str, now: int) -> store.Body:
    """POST /v1/account_links: a single-use address where a person completes the account."""
    owner = store.fetch("account", text(params, "account"))
    if params.get("type") not in {"account_onboarding", "account_update"}:
        raise SimulatedError("Invalid type.", param="type")
    token = store.new_ref("alnk")
    store.add(
        {
            "id": token,
            "object": "account_link_token",
            "created": now,
            "account": owner["id"],
            "expires_at": now + _LINK_LIFETIME_SECONDS,
            "is_used": False,
            "return_url": text(params, "return_url"),
            "refresh_url": text(params, "refresh_url"),
        },
        parent=owner["id"],
    )
    base = settings.PUBLIC_BASE_URL
    return {
        "object": "account_link",
        "created": now,
        "expires_at": now + _LINK_LIFETIME_SECONDS,
        "url": f"{base}/stripe-simulator/onboard/{token}",
    }


def open_link(token: str, *, now: int) -> store.Body:
    """The stored link behind an onboarding page.

    Raises:
        SimulatedError: unknown, used or expired; ask the platform for a fresh one.
    """
    link = store.fetch("account_link_token", token, for_update=True)
    if link["is_used"] or link["expires_at"] < now:
        raise SimulatedError("This link was used or has expired. Ask for a new one.", status=410)
    return link


def complete(ref: str, *, bank_last4: str = "6789", now: int) -> store.Body:
    """Everything asked for was given: capabilities become active and payouts possible."""
    body = store.fetch("account", ref, for_update=True)
    body["capabilities"] = {name: "active" for name in body["capabilities"]}
    body |= {"charges_enabled": True, "payouts_enabled": True, "details_submitted": True}
    body["requirements"] = _requirements([], None)
    body["tos_acceptance"] = {"date": now, "ip": None, "user_agent": None}
    banks = body["external_accounts"]["data"]
    body["external_accounts"]["data"] = banks or [_bank_account(body, bank_last4)]
    return _changed(body, now)


def restrict(ref: str, *, due: str = "individual.verification.document", now: int) -> store.Body:
    """The provider wants more evidence: transfers and payouts stop until :func:`complete`."""
    body = store.fetch("account", ref, for_update=True)
    body["capabilities"] = {name: "inactive" for name in body["capabilities"]}
    body |= {"charges_enabled": False, "payouts_enabled": False}
    body["requirements"] = _requirements([due], "requirements.past_due")
    return _changed(body, now)


def change_bank(ref: str, *, bank_last4: str, now: int) -> store.Body:
    """The seller names another bank account at the provider."""
    body = store.fetch("account", ref, for_update=True)
    body["external_accounts"]["data"] = [_bank_account(body, bank_last4)]
    return _changed(body, now)


def _bank_account(body: store.Body, last4: str) -> store.Body:
    return {
        "id": store.new_ref("ba"),
        "object": "bank_account",
        "account": body["id"],
        "account_holder_name": None,
        "account_holder_type": None,
        "account_type": None,
        "bank_name": "STRIPE TEST BANK",
        "country": body["country"],
        "currency": body["default_currency"],
        "default_for_currency": True,
        "fingerprint": None,
        "last4": last4,
        "metadata": {},
        "routing_number": "HDFC0004051",
        "status": "new",
    }


def _changed(body: store.Body, now: int) -> store.Body:
    store.save(body)
    events.emit("account.updated", body, now=now, account=body["id"])
    return body
