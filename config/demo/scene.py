"""What the chapters share: the teller, the people, and what came to be in earlier chapters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from config.demo.mailbox import Mailbox
from config.demo.teller import Answer, Person, Teller, fresh_key
from config.seed.cast import Cast

AUTH = "/_allauth/app/v1"


@dataclass
class SellerOnStage:
    """A seller of the story: its cast, the person signed in for it, its ids by purpose."""

    cast: Cast
    person: Person
    id: str = ""
    products: dict[str, str] = field(default_factory=dict)
    variants: dict[str, str] = field(default_factory=dict)


@dataclass
class Scene:
    """The stage."""

    teller: Teller
    mailbox: Mailbox
    sellers: dict[str, SellerOnStage] = field(default_factory=dict)
    staff: dict[str, Person] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    nobody: Person = field(default_factory=lambda: Person("anybody"))

    def sign_up(self, name: str, contact: str, language: str = "en") -> Person:
        """Sign up with a one-time code by e-mail or SMS, over allauth's API for apps."""
        kind = "email" if "@" in contact else "phone"
        person = Person(name, {"Accept-Language": language})
        body = {kind: contact, "name": name, "language": language, "accept_terms": True}
        begun = self.teller.call(person, "POST", f"{AUTH}/auth/signup", body, expect=401, tell="a code was sent")
        person.headers["X-Session-Token"] = session_token(begun)
        code = self._code(contact)
        door = "auth/email/verify" if kind == "email" else "auth/phone/verify"
        body = {"key": code} if kind == "email" else {"code": code}
        done = self.teller.call(person, "POST", f"{AUTH}/{door}", body, tell=lambda _: f"signed in with code {code}")
        person.headers["X-Session-Token"] = session_token(done) or person.headers["X-Session-Token"]
        return person

    def sign_in(self, name: str, contact: str) -> Person:
        """Sign in an existing account with a one-time code."""
        person, before = Person(name), len(self.mailbox.texts(contact))
        path = f"{AUTH}/auth/code/request"
        begun = self.teller.call(person, "POST", path, {"email": contact}, expect=401, silent=True)
        person.headers["X-Session-Token"] = session_token(begun)
        code = self._code(contact, after=before)
        path = f"{AUTH}/auth/code/confirm"
        done = self.teller.call(person, "POST", path, {"code": code}, tell=f"{contact} signed in with code {code}")
        person.headers["X-Session-Token"] = session_token(done) or person.headers["X-Session-Token"]
        return person

    def post(self, who: Person, path: str, body: Any = None, **kwargs: Any) -> Answer:
        """POST with a fresh idempotency key."""
        headers = {**fresh_key(), **kwargs.pop("headers", {})}
        return self.teller.call(who, "POST", path, body, headers=headers, **kwargs)

    def _code(self, contact: str, *, after: int = 0) -> str:
        found = self.teller.wait(
            lambda: self.mailbox.code(contact, after=after), f"a one-time code reached {contact}", seconds=30
        )
        return str(found)


def session_token(answer: Answer) -> str:
    """The session token that allauth hands out in ``meta``; empty when the answer has none."""
    meta = answer.body.get("meta") if isinstance(answer.body, dict) else None
    return str((meta or {}).get("session_token", ""))
