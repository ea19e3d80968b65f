"""Who stands before a basket or a purchase: a signed-in user, or a guest with a token."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from common.crypto import hash_token

TOKEN_BYTES = 32
MAX_TOKEN_LENGTH = 200


@dataclass(frozen=True)
class Holder:
    """The person asking, as far as known: an account, a guest's token, both or neither."""

    user: User | None = None
    token: str = ""

    @property
    def token_hash(self) -> str | None:
        """SHA-256 of the token, or None without a usable one."""
        if not self.token or len(self.token) > MAX_TOKEN_LENGTH:
            return None
        return hash_token(self.token)

    def condition(self, owner: str, token_hash: str) -> Q:
        """A filter for rows of this holder, given the names of the owner and token-hash columns; may match nothing."""
        mine = Q(pk__in=[])
        if self.user is not None:
            mine |= Q(**{owner: self.user})
        if self.token_hash is not None:
            mine |= Q(**{token_hash: self.token_hash})
        return mine


def new_token() -> str:
    """A fresh guest token: 256 random bits, URL-safe."""
    return secrets.token_urlsafe(TOKEN_BYTES)
