"""Calls to addresses that come from configuration or from people: public HTTPS hosts only.

The name is resolved once, every address it has must be public, and the connection goes to exactly
that address (so a second DNS answer cannot redirect it); TLS still checks the certificate against
the name. Redirects are not followed. This is the one door for outgoing calls without an SDK.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

MAX_ANSWER_BYTES = 64 * 1024

AddressRule = Callable[[str], bool]


class AddressRefused(Exception):
    """The URL is not an HTTPS address of a public host."""


class OutgoingFailed(Exception):
    """The other side could not be reached or did not answer properly."""


def is_public_address(address: str) -> bool:
    """Whether an IP address belongs to the public internet (IPv4 inside IPv6 is looked at too)."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public_address(str(inner))
    return ip.is_global and not ip.is_multicast


def resolve_public(host: str, port: int, *, allowed: AddressRule = is_public_address) -> str:
    """The first address of a host, when all of its addresses are allowed.

    Raises ``AddressRefused`` for a private, loopback or link-local one, ``OutgoingFailed`` for an unknown name.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise OutgoingFailed(f"the host name {host} cannot be resolved") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses:
        raise OutgoingFailed(f"the host name {host} has no address")
    if not all(allowed(address) for address in addresses):
        raise AddressRefused(f"{host} is not a public address")
    return addresses[0]


class _PinnedHTTPSConnection(http.client.HTTPSConnection):
    """HTTPS to a name whose address has already been checked."""

    def __init__(self, host: str, port: int, *, address: str, timeout: float, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=timeout, context=context)
        self._address = address
        self._tls = context

    def connect(self) -> None:
        """Connect to the checked address; the certificate must fit the name."""
        plain = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)


def post_json(
    url: str,
    *,
    body: Mapping[str, Any],
    headers: Mapping[str, str],
    timeout: float,
    allowed: AddressRule = is_public_address,
    context: ssl.SSLContext | None = None,
) -> int:
    """POST a JSON body and return the HTTP status; ``timeout`` in seconds for connecting and for each read.

    Raises ``AddressRefused`` before anything is sent, ``OutgoingFailed`` when no proper answer comes.
    """
    parts = _https_parts(url)
    host, port = parts.hostname or "", parts.port or 443
    address = resolve_public(host, port, allowed=allowed)
    connection = _PinnedHTTPSConnection(
        host, port, address=address, timeout=timeout, context=context or ssl.create_default_context()
    )
    try:
        connection.request(
            "POST",
            f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}",
            body=json.dumps(body, ensure_ascii=False).encode(),
            headers={**headers, "Content-Type": "application/json"},
        )
        answer = connection.getresponse()
        answer.read(MAX_ANSWER_BYTES)
        return answer.status
    except (OSError, http.client.HTTPException) as error:
        raise OutgoingFailed(f"{host} did not answer: {type(error).__name__}") from error
    finally:
        connection.close()


def _https_parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise AddressRefused("not a valid URL") from error
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.password:
        raise AddressRefused("only https:// addresses without credentials are called")
    return parts
