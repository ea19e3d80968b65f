"""The account behind a request, once a permission has let it pass."""

from __future__ import annotations

from rest_framework.request import Request

from accounts.people.models import User
from common.errors import NotSignedIn


def viewer_of(request: Request) -> User:
    """The signed-in account; raises ``NotSignedIn`` for anybody else."""
    if not isinstance(request.user, User):
        raise NotSignedIn()
    return request.user
