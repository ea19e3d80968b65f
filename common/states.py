"""State machines: one table of allowed moves, one setter, one history row a move, one refusal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models

from common.bases import StatusMove
from common.errors import MoveRefused

Moves = Mapping[str, frozenset[str]]


class StateMachine:
    """The only way a status column changes.

    ``moves`` maps a status to the statuses that may follow; a status without an entry is final.
    """

    def __init__(
        self,
        moves: Moves,
        history: type[StatusMove],
        refusal: type[MoveRefused] = MoveRefused,
        field: str = "status",
    ) -> None:
        self.moves = moves
        self.history = history
        self.refusal = refusal
        self.field = field

    def allows(self, instance: models.Model, to: str) -> bool:
        """Whether the table has the move from the present status to ``to``."""
        return to in self.moves.get(getattr(instance, self.field), frozenset())

    def move_to(
        self,
        instance: models.Model,
        to: str,
        *,
        now: datetime,
        actor: Any = None,
        actor_label: str = "",
        reason: str = "",
    ) -> None:
        """Move a row that the caller has locked: check, save the status, append the history row.

        Raises the machine's refusal when the table has no such move; then nothing is written.
        """
        before = getattr(instance, self.field)
        if not self.allows(instance, to):
            raise self.refusal(
                f"From '{before}' it cannot become '{to}'. Fetch it again and look at its status.",
                status_now=before,
                status_wanted=to,
            )
        setattr(instance, self.field, to)
        instance.save(update_fields=[self.field, "updated_at"])
        row: dict[str, Any] = {"subject": instance, "from_status": before, "to_status": to, "moved_at": now}
        self.history._default_manager.create(**row, actor=actor, actor_label=actor_label, reason=reason)


def status_check(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """The database's own list of allowed values for a status column."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": list(choices.values)}), name=name)
