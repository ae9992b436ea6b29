"""What counts as one address, for whoever bounds what one address may do."""

from __future__ import annotations

import ipaddress


def address_of(host: str | None) -> str:
    """What counts as one address: an IPv4 one, or the /64 of an IPv6 one, in which anybody has as many as they like."""
    try:
        parsed = ipaddress.ip_address(host or "")
    except ValueError:
        return host or "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def address_and_port(text: str) -> tuple[str, int]:
    """`HOST:PORT`, an IPv6 host in brackets; port 0 takes a free one. Raises ValueError."""
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise ValueError(f"{text!r} is no ADDRESS:PORT, such as 127.0.0.1:9470")
    return host.strip("[]"), int(port)
