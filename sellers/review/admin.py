"""The buttons of the reviewer's console: each asks what it needs and calls one service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action

from accounts.models import User
from common import clock
from common.errors import NotFound, Refusal
from sellers.onboarding.selectors import requirements_for
from sellers.profiles.models import Seller
from sellers.profiles.states import SellerStatus
from sellers.review.console import SellerPages
from sellers.review.forms import ApprovalForm, ChangesForm, InterstateForm, ReasonForm, RevealForm
from sellers.review.reveals import Identifier, allow_interstate, reveal_identifier, withdraw_interstate
from sellers.review.selectors import application_for
from sellers.review.services import (
    approve_seller,
    reinstate_seller,
    reject_seller,
    request_changes,
    suspend_seller,
)

OFFERED = {
    SellerStatus.SUBMITTED: ("approve", "request-changes", "reject"),
    SellerStatus.APPROVED: ("suspend", "interstate"),
    SellerStatus.SUSPENDED: ("reinstate",),
}
"""Which buttons a status shows; the services decide all the same."""


def _sent(request: HttpRequest) -> QueryDict | None:
    """The posted form, also an empty one; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


@admin.register(Seller)
class SellerAdmin(SellerPages):
    """Applications of the reviewer's states, with the decisions as buttons."""

    actions_detail = ("approve", "request_changes", "reject", "suspend", "reinstate", "interstate", "reveal")

    def get_actions_detail(self, request: HttpRequest, object_id: int) -> list[UnfoldAction]:
        """Only the buttons that the present status allows."""
        seller = self._application(request, str(object_id))
        offered = OFFERED.get(SellerStatus(seller.status), ()) if seller is not None else ()
        actions = super().get_actions_detail(request, object_id)
        return [each for each in actions if each.path in offered or each.path == "reveal"]

    @action(description="Approve", url_path="approve", permissions=["view"])
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Let the seller sell."""
        return self._decide(
            request,
            object_id,
            title="Approve",
            form=ApprovalForm(_sent(request)),
            decide=lambda form, seller_id, reviewer: approve_seller(
                seller_id=seller_id, reviewer=reviewer, note=form.cleaned_data["note"], now=clock.now()
            ),
            done="Approved; the seller has been told.",
        )

    @action(description="Request changes", url_path="request-changes", permissions=["view"])
    def request_changes(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Send the application back, item by item."""
        seller = self._application(request, object_id)
        if seller is None:
            return self._gone(request)
        asked = {r.pointer: r for r in requirements_for(seller)}.values()
        return self._decide(
            request,
            object_id,
            title="Request changes",
            form=ChangesForm(_sent(request), requirements=asked),
            decide=lambda form, seller_id, reviewer: request_changes(
                seller_id=seller_id, reviewer=reviewer, items=cast(ChangesForm, form).items(), now=clock.now()
            ),
            done="Sent back; the seller has been told what to change.",
        )

    @action(description="Reject", url_path="reject", permissions=["view"])
    def reject(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Refuse the application for good."""
        return self._with_reason(request, object_id, "Reject", reject_seller, "Rejected; the seller has been told.")

    @action(description="Suspend", url_path="suspend", permissions=["view"])
    def suspend(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Hide the seller and its products."""
        return self._with_reason(request, object_id, "Suspend", suspend_seller, "Suspended; products are hidden.")

    @action(description="Reinstate", url_path="reinstate", permissions=["view"])
    def reinstate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Let a suspended seller sell again."""
        return self._with_reason(request, object_id, "Reinstate", reinstate_seller, "The seller may sell again.")

    @action(description="Other states", url_path="interstate", permissions=["view"])
    def interstate(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Exempt a seller without GST registration from selling within its own state only."""
        verbs = {"allow": allow_interstate, "withdraw": withdraw_interstate}
        return self._decide(
            request,
            object_id,
            title="Shipping to other states",
            form=InterstateForm(_sent(request)),
            decide=lambda form, seller_id, reviewer: verbs[form.cleaned_data["verdict"]](
                seller_id=seller_id, reviewer=reviewer, reason=form.cleaned_data["reason"], now=clock.now()
            ),
            done="Recorded with its reason.",
        )

    @action(description="Reveal an identifier", url_path="reveal", permissions=["view"])
    def reveal(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show one identifier in full, once, for a recorded reason."""
        seller = self._application(request, object_id)
        if seller is None:
            return self._gone(request)
        form = RevealForm(_sent(request))
        value = ""
        if form.is_valid():
            try:
                value = reveal_identifier(
                    seller_id=seller.pk,
                    reviewer=cast(User, request.user),
                    identifier=Identifier(form.cleaned_data["identifier"]),
                    reason=form.cleaned_data["reason"],
                    now=clock.now(),
                )
            except Refusal as refusal:
                form.add_error(None, refusal.detail)
        response = self._page(request, seller, title="Reveal an identifier", form=form, value=value)
        response["Cache-Control"] = "no-store"
        return response

    # Inside --------------------------------------------------------------------

    def _with_reason(
        self, request: HttpRequest, object_id: str, title: str, service: Callable[..., Seller], done: str
    ) -> HttpResponse:
        return self._decide(
            request,
            object_id,
            title=title,
            form=ReasonForm(_sent(request)),
            decide=lambda form, seller_id, reviewer: service(
                seller_id=seller_id, reviewer=reviewer, reason=form.cleaned_data["reason"], now=clock.now()
            ),
            done=done,
        )

    def _decide(
        self,
        request: HttpRequest,
        object_id: str,
        *,
        title: str,
        form: forms.Form,
        decide: Callable[[forms.Form, UUID, User], Seller],
        done: str,
    ) -> HttpResponse:
        seller = self._application(request, object_id)
        if seller is None:
            return self._gone(request)
        if form.is_valid():
            try:
                decide(form, seller.pk, cast(User, request.user))
            except Refusal as refusal:
                for text in [refusal.detail, *(issue.detail for issue in refusal.errors)]:
                    form.add_error(None, text)
            else:
                messages.success(request, done)
                return HttpResponseRedirect(reverse("admin:sellers_seller_change", args=[seller.pk]))
        return self._page(request, seller, title=title, form=form)

    def _page(self, request: HttpRequest, seller: Seller, **context: Any) -> HttpResponse:
        back = reverse("admin:sellers_seller_change", args=[seller.pk])
        page = {**self.admin_site.each_context(request), "opts": self.model._meta, "seller": seller, "back": back}
        return render(request, "sellers/decision.html", {**page, **context})

    def _application(self, request: HttpRequest, object_id: str) -> Seller | None:
        try:
            return application_for(cast(User, request.user), UUID(str(object_id)))
        except (NotFound, ValueError):
            return None

    def _gone(self, request: HttpRequest) -> HttpResponse:
        messages.error(request, "There is no such application in your states.")
        return HttpResponseRedirect(reverse("admin:sellers_seller_changelist"))
