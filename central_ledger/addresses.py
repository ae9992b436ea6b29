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
