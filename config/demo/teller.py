"""Tells a story of HTTP calls: prints method, path, status and the telling part of each answer; stops when it is not
as told."""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

TIMEOUT = (3, 30)
WIDTH = 110
FEW = 3
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{7}([0-9a-f]{5})")
SHORT = r"…\1"


class NotAsTold(Exception):
    """An answer or a fact differs from what the story says."""


@dataclass
class Answer:
    """What came back: status, headers and the parsed body (text when it is no JSON)."""

    status: int
    headers: Mapping[str, str]
    body: Any
    content: bytes

    def __getitem__(self, name: str) -> Any:
        """A member of the JSON body; raises NotAsTold when there is none."""
        try:
            return self.body[name]
        except (KeyError, TypeError, IndexError) as error:
            raise NotAsTold(f"the answer has no member {name!r}: {str(self.body)[:300]}") from error


@dataclass
class Person:
    """Somebody in the story and the headers by which the server knows them."""

    name: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Teller:
    """Speaks to one server and to the reader."""

    base: str
    quiet: bool = False
    steps: int = 0
    facts: int = 0

    def chapter(self, title: str) -> None:
        """Begin a chapter."""
        self.say(f"\n━━ {title} " + "━" * max(0, WIDTH - len(title) - 4))

    def say(self, line: str) -> None:
        """One line to the reader."""
        if not self.quiet:
            print(line, flush=True)

    def call(
        self,
        who: Person,
        method: str,
        path: str,
        body: Any = None,
        *,
        expect: int | tuple[int, ...] = 200,
        tell: Callable[[Any], str] | str = "",
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        silent: bool = False,
    ) -> Answer:
        """One HTTP call. Raises NotAsTold when the status is not the expected one."""
        answer = self._send(who, method, path, body, files=files, form=form, headers=headers)
        wanted = (expect,) if isinstance(expect, int) else expect
        as_told = answer.status in wanted
        if not silent or not as_told:
            self.steps += 1
            self._print(who, method, path, answer, tell)
        if not as_told:
            raise NotAsTold(f"{method} {path} answered {answer.status}, the story says {expect}: {answer.body}")
        return answer

    def must(self, holds: bool, sentence: str) -> None:
        """A fact of the story. Raises NotAsTold when it does not hold."""
        self.facts += 1
        self.say(f"   {'✓' if holds else '✗'} {sentence}")
        if not holds:
            raise NotAsTold(sentence)

    def wait(self, probe: Callable[[], Any], sentence: str, *, seconds: float = 30.0) -> Any:
        """Ask again until the probe gives something true; the background worker needs its moment."""
        deadline = time.monotonic() + seconds
        while True:
            found = probe()
            if found or time.monotonic() > deadline:
                self.must(bool(found), sentence)
                return found
            time.sleep(0.2)

    def _send(
        self,
        who: Person,
        method: str,
        path: str,
        body: Any,
        *,
        files: Any,
        form: Any,
        headers: Mapping[str, str] | None,
    ) -> Answer:
        sent = {"Accept": "application/json, */*;q=0.1", **who.headers, **(headers or {})}
        data: Any = form
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = requests.request(
            method, self.base + path, data=data, files=files, headers=sent, timeout=TIMEOUT, allow_redirects=False
        )
        parsed = answer.json() if "json" in answer.headers.get("Content-Type", "") and answer.content else answer.text
        return Answer(answer.status_code, answer.headers, parsed, answer.content)

    def _print(self, who: Person, method: str, path: str, answer: Answer, tell: Callable[[Any], str] | str) -> None:
        self.say(f"   {who.name:<14.14} {method:<6} {UUID.sub(SHORT, path)}  → {answer.status}")
        for line in telling_lines(answer, tell):
            self.say(f"{'':18}{line}")


def telling_lines(answer: Answer, tell: Callable[[Any], str] | str) -> list[str]:
    """The telling part of an answer; of a refusal, its code and what it says of each field."""
    is_problem = answer.status >= 400 and isinstance(answer.body, dict)
    if not is_problem or (tell and isinstance(tell, str)):
        told = tell if isinstance(tell, str) else tell(answer.body)
        return [told] if told else []
    issues = answer.body.get("errors", [])
    if not issues or len(issues) > FEW:
        pointers = f"  [{', '.join(issue['pointer'] for issue in issues)}]" if issues else ""
        return [f"{answer.body.get('code')}: {answer.body.get('detail')}{pointers}"]
    return [f"{issue['code']} at {issue['pointer'] or '/'}: {issue['detail']}" for issue in issues]


def fresh_key() -> dict[str, str]:
    """A header with a fresh idempotency key."""
    return {"Idempotency-Key": str(uuid.uuid4())}


def counted(number: int, thing: str) -> str:
    """“1 badge”, “2 badges”."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def rupees(money: Mapping[str, Any]) -> str:
    """A money object as people read it."""
    whole, paise = divmod(abs(int(money["amount"])), 100)
    digits = str(whole)
    head, tail = digits[:-3], digits[-3:]
    groups = [head[max(0, i - 2) : i] for i in range(len(head), 0, -2)][::-1]
    return f"{'-' if int(money['amount']) < 0 else ''}₹{','.join([*groups, tail])}.{paise:02d}"
