"""Pages a person meets: pay, the bank's second question, onboarding; and the switches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from common import clock
from common.money import format_inr

from . import accounts, intents, store
from .errors import SimulatedError

# What the buttons of the payment page stand for.
CHOICES = {
    "success": "pm_card_visa",
    "decline": "pm_card_chargeDeclinedInsufficientFunds",
    "3ds": "pm_card_threeDSecure2Required",
    "processing": "pm_simulated_processing",
}
# What has become of an intent, in words for the page.
_OUTCOMES = {
    "succeeded": ("Paid", "The payment went through. You may close this page."),
    "processing": ("On its way", "The bank has not sent the money yet. The shop will hear of it."),
    "canceled": ("Cancelled", "This payment was cancelled. Nothing was taken."),
}

Page = Callable[..., HttpResponse]


def _page(view: Page) -> Page:
    """A page of the simulator: no CSRF (it holds no session), errors as a readable page."""

    @csrf_exempt
    @require_http_methods(["GET", "POST"])
    def wrapped(request: HttpRequest, **named: str) -> HttpResponse:
        try:
            with transaction.atomic():
                return view(request, now=int(clock.now().timestamp()), **named)
        except SimulatedError as error:
            context = {"title": "Not possible", "text": str(error), "tone": "bad"}
            return render(request, "stripe_simulator/outcome.html", context, status=error.status)

    return wrapped


@_page
def pay(request: HttpRequest, *, ref: str, now: int) -> HttpResponse:
    """Pick success, decline, 3-D Secure or processing for one payment intent."""
    if request.method == "POST":
        method = CHOICES.get(request.POST.get("choice", ""))
        if method is None:
            raise SimulatedError("Pick one of: " + ", ".join(CHOICES) + ".")
        answer = intents.confirm({"payment_method": method}, account="", now=now, ref=ref)
        if answer.get("status") == "requires_action":
            return redirect(f"/stripe-simulator/challenge/{ref}")
    return _intent_page(request, store.fetch("payment_intent", ref))


def _intent_page(request: HttpRequest, intent: store.Body) -> HttpResponse:
    if intent["status"] == "requires_action":
        return redirect(f"/stripe-simulator/challenge/{intent['id']}")
    outcome = _OUTCOMES.get(intent["status"])
    if outcome is not None:
        tone = "good" if intent["status"] == "succeeded" else "plain"
        context: dict[str, Any] = {"title": outcome[0], "text": outcome[1], "tone": tone}
        return render(request, "stripe_simulator/outcome.html", context | _money(intent))
    return render(request, "stripe_simulator/pay.html", {"intent": intent} | _money(intent))


def _money(intent: store.Body) -> dict[str, str]:
    return {"price": format_inr(intent["amount"]), "description": intent["description"] or ""}


@_page
def challenge(request: HttpRequest, *, ref: str, now: int) -> HttpResponse:
    """The bank's second page of 3-D Secure: approve or refuse."""
    intent = store.fetch("payment_intent", ref)
    if request.method == "POST":
        is_approved = request.POST.get("choice") == "approve"
        intents.finish_challenge(ref, is_approved=is_approved, now=now)
        return redirect(f"/stripe-simulator/pay/{ref}")
    if intent["status"] != "requires_action":
        return redirect(f"/stripe-simulator/pay/{ref}")
    return render(request, "stripe_simulator/challenge.html", {"intent": intent} | _money(intent))


@_page
def onboard(request: HttpRequest, *, token: str, now: int) -> HttpResponse:
    """Where a seller completes the provider's account, once per link."""
    link = accounts.open_link(token, now=now)
    if request.method != "POST":
        account = store.fetch("account", link["account"])
        return render(request, "stripe_simulator/onboard.html", {"account": account})
    if request.POST.get("choice") == "complete":
        accounts.complete(link["account"], now=now)
    else:
        accounts.restrict(link["account"], now=now)
    store.save(link | {"is_used": True})
    back = link["return_url"]
    if back.startswith(settings.PUBLIC_BASE_URL + "/"):
        return redirect(back)
    context = {"title": "Done", "text": f"Stripe would now send you back to {back}", "tone": "good"}
    return render(request, "stripe_simulator/outcome.html", context)
