"""The forms of the console's decisions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from sellers.onboarding.requirements import Requirement
from sellers.review.reveals import Identifier
from sellers.review.services import SHORTEST_REASON, TITLES, ChangeItem


def _reason(label: str, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        min_length=SHORTEST_REASON if required else None,
        max_length=2000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
    )


class ApprovalForm(forms.Form):
    """An optional note for the history."""

    note = _reason("Note for the history (optional)", required=False)


class ReasonForm(forms.Form):
    """A reason that the seller reads."""

    reason = _reason("Reason (the seller reads it)")


class InterstateForm(forms.Form):
    """Allow or withdraw, and by which rule."""

    verdict = forms.ChoiceField(
        label="Shipping to other states",
        choices=[("allow", "Allow"), ("withdraw", "Withdraw")],
        widget=UnfoldAdminSelectWidget(),
    )
    reason = _reason("The notification or ruling")


class RevealForm(forms.Form):
    """Which identifier, and why."""

    identifier = forms.ChoiceField(label="Identifier", choices=Identifier.choices, widget=UnfoldAdminSelectWidget())
    reason = _reason("Why you need to see it (kept in the trail)")


class ChangesForm(forms.Form):
    """One note per fact or paper; empty ones are not asked for."""

    def __init__(self, *args: Any, requirements: Iterable[Requirement] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {requirement.pointer: requirement for requirement in requirements}
        for pointer in sorted(TITLES, key=lambda each: (each not in asked, "/documents" in each, each)):
            requirement = asked.get(pointer)
            self.fields[pointer] = forms.CharField(
                label=f"{TITLES[pointer]} ({pointer})",
                help_text=requirement.what_to_do if requirement else "",
                required=False,
                max_length=1000,
                widget=UnfoldAdminTextareaWidget(attrs={"rows": 1}),
            )

    def items(self) -> list[ChangeItem]:
        """What was noted."""
        return [ChangeItem(pointer, note) for pointer, note in self.cleaned_data.items() if note]
