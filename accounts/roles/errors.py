"""Refusals about roles."""

from __future__ import annotations

from common.errors import Forbidden, Refusal


class RoleAlreadyGranted(Refusal):
    """The person has this role already, for the same area."""

    code = "role_already_granted"
    status = 409
    title = "The role is already granted"
    detail = "This person already holds the role for that area. Nothing needs to be done."


class RoleNotGranted(Refusal):
    """There is no such grant to revoke."""

    code = "role_not_granted"
    status = 409
    title = "The role is not granted"
    detail = "This person does not hold the role for that area. Look at the list of grants."


class OwnRoleRefused(Refusal):
    """Nobody gives a role to, or takes one from, themselves."""

    code = "own_role_refused"
    status = 403
    title = "Not for yourself"
    detail = "Ask another administrator to change your own roles."


class SecondFactorRequired(Forbidden):
    """Staff work needs a session that was opened with a second factor."""

    code = "second_factor_required"
    title = "A second factor is needed"
    detail = (
        "Set up an authenticator app at /_allauth/app/v1/account/authenticators/totp (or /accounts/2fa/ in a "
        "browser), then sign in again with its code."
    )
