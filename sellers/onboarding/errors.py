"""Refusals of an application as a whole."""

from __future__ import annotations

from common.errors import Refusal


class ApplicationIncomplete(Refusal):
    """Something is missing or does not fit; every such thing is named in ``errors``."""

    code = "application_incomplete"
    status = 422
    title = "The application is not complete"
    detail = "Do what errors say for each pointer, then submit again. Nothing else is missing."
