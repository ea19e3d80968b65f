"""The simulator as an HTTP client of stripe-python: no socket, the same code path otherwise."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import stripe

from common import clock

from .core import ApiRequest, answer
from .faults import ConnectionLost
from .params import decode


class InProcessClient(stripe.HTTPClient):
    """Answers stripe-python's requests from the simulator's tables of this process's database."""

    name = "stripe_simulator"

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, Mapping[str, str]]:
        """Answer one request.

        Raises:
            stripe.APIConnectionError: a planted fault lost the connection; repeatable, as a
                time-out over a real socket is.
        """
        found = {name.lower(): value for name, value in (headers or {}).items()}
        parts = urlsplit(url)
        request = ApiRequest(
            method=method.upper(),
            path=parts.path,
            params=decode(post_data or parts.query or ""),
            api_key=found.get("authorization", "").removeprefix("Bearer "),
            account=found.get("stripe-account", ""),
            idempotency_key=found.get("idempotency-key", ""),
        )
        try:
            said = answer(request, now=int(clock.now().timestamp()))
        except ConnectionLost as lost:
            raise stripe.APIConnectionError(f"The simulator lost the connection ({lost}).", should_retry=True) from lost
        return json.dumps(said.body), said.status, said.headers

    def _sleep_time_seconds(self, num_retries: int) -> float:
        """Repeat at once: nobody's real network needs time to recover."""
        return 0.0

    def close(self) -> None:
        """There is no connection to close."""
