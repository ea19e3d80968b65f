"""The buttons of the moderator's console: each asks for a reason and calls one service."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from unfold.decorators import action

from accounts.models import User
from common import clock
from common.errors import NotFound, Refusal
from marketplace.catalogue.models import Product
from marketplace.moderation.console import ProductPages
from marketplace.moderation.forms import NoteForm, ProductReasonForm
from marketplace.moderation.selectors import product_to_review
from marketplace.moderation.services import approve_product, reject_product, request_changes

Decide = Callable[[dict[str, str], UUID, User], Product]


@admin.register(Product)
class ProductAdmin(ProductPages):
    """Products of the moderator's states, with the decisions as buttons."""

    actions_detail = ("approve", "request_changes", "reject")

    @action(description="Approve", url_path="approve", permissions=["view"])
    def approve(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Publish it."""

        def decide(facts: dict[str, str], product_id: UUID, moderator: User) -> Product:
            return approve_product(product_id=product_id, moderator=moderator, note=facts["note"], now=clock.now())

        return self._decide(request, object_id, "Approve", NoteForm, decide)

    @action(description="Request changes", url_path="request-changes", permissions=["view"])
    def request_changes(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Send it back."""

        def decide(facts: dict[str, str], product_id: UUID, moderator: User) -> Product:
            return request_changes(product_id=product_id, moderator=moderator, reason=facts["reason"], now=clock.now())

        return self._decide(request, object_id, "Request changes", ProductReasonForm, decide)

    @action(description="Reject", url_path="reject", permissions=["view"])
    def reject(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Refuse it for good."""

        def decide(facts: dict[str, str], product_id: UUID, moderator: User) -> Product:
            return reject_product(product_id=product_id, moderator=moderator, reason=facts["reason"], now=clock.now())

        return self._decide(request, object_id, "Reject", ProductReasonForm, decide)

    def _decide(
        self, request: HttpRequest, object_id: str, title: str, form_class: type[forms.Form], decide: Decide
    ) -> HttpResponse:
        """Ask, call the service, and go back to the product; a refusal stays on the form in its own words."""
        moderator = cast(User, request.user)
        try:
            product = product_to_review(moderator, UUID(str(object_id)))
        except (NotFound, ValueError):
            messages.error(request, "There is no such product in your states.")
            return HttpResponseRedirect(reverse("admin:marketplace_product_changelist"))
        back = reverse("admin:marketplace_product_change", args=[product.pk])
        form = form_class(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                decided = decide(form.cleaned_data, product.pk, moderator)
            except Refusal as refusal:
                for words in (refusal.detail, *(issue.detail for issue in refusal.errors)):
                    form.add_error(None, words)
            else:
                messages.success(request, f"{decided.get_status_display()}; the seller has been told.")
                return HttpResponseRedirect(back)
        page = {"title": title, "product": product, "form": form, "back": back, "opts": self.model._meta}
        return render(request, "marketplace/decision.html", {**self.admin_site.each_context(request), **page})
