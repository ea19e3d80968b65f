"""Refusals about a seller's team."""

from __future__ import annotations

from common.errors import Forbidden, Refusal


class MemberRightMissing(Forbidden):
    """A member whose role does not include the right."""

    code = "member_right_missing"
    title = "Your role in this seller's team does not include this"
    detail = "Ask an owner of the seller to do it, or to give you another role."


class AlreadyMember(Refusal):
    """The person is in the team already."""

    code = "already_member"
    title = "The person is in the team already"
    detail = "Change the person's role instead."


class LastOwnerStays(Refusal):
    """A seller always has an owner."""

    code = "last_owner_stays"
    title = "The last owner cannot leave"
    detail = "Make another member owner first."
