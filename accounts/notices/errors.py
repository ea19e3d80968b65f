"""What can go wrong when a notice leaves the house."""

from __future__ import annotations


class UnknownTemplate(LookupError):
    """A room asked for a template that nobody registered: a programming mistake, not a refusal."""


class UndeliverableNotice(Exception):
    """The message can never be delivered (bad address, refused by the operator): do not try again."""


class GatewayUnavailable(Exception):
    """The mail server or SMS operator cannot be reached or is busy: try again later."""
