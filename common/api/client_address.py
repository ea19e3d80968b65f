"""The caller's network address, for limits and logs."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = str(ipaddress.IPv4Address(0))
IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """The caller's IP address; IPv6 as its /64 network, which one caller usually owns whole.

    ``X-Forwarded-For`` counts only as far as ``TRUSTED_PROXY_COUNT`` of our own proxies have written
    it (from the right); what a caller put there himself is not looked at.
    """
    address = _forwarded(request) or request.META.get("REMOTE_ADDR", "")
    try:
        ip = ipaddress.ip_address(address.strip())
    except ValueError:
        return UNKNOWN
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is None:
        return str(ipaddress.ip_network((ip, IPV6_PREFIX), strict=False).network_address)
    return str(getattr(ip, "ipv4_mapped", None) or ip)


def _forwarded(request: HttpRequest) -> str:
    trusted: int = settings.TRUSTED_PROXY_COUNT
    hops = [hop for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    return hops[-trusted] if 0 < trusted <= len(hops) else ""
