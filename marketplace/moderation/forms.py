"""The forms of the moderator's console."""

from __future__ import annotations

from django import forms
from unfold.widgets import UnfoldAdminTextareaWidget

from marketplace.moderation.services import SHORTEST_REASON


class NoteForm(forms.Form):
    """An optional note beside a yes."""

    note = forms.CharField(
        label="Note for the history (optional)",
        required=False,
        max_length=2000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )


class ProductReasonForm(forms.Form):
    """Why; the seller reads it."""

    reason = forms.CharField(
        label="Reason (the seller reads it)",
        min_length=SHORTEST_REASON,
        max_length=2000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
    )
