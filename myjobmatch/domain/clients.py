"""Who counts as one caller, for limits on tries."""

from ipaddress import IPv6Address, ip_address, ip_network

SUBSCRIBER_BITS = 64
"""Whoever has one IPv6 address has 2^64 of them: the attempts of all are counted together."""


def subscriber(address: str) -> str:
    """An address as it is counted: of IPv6 the network that one subscriber has."""
    try:
        known = ip_address(address.strip("[]"))
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        if known.ipv4_mapped is not None:
            return str(known.ipv4_mapped)
        return str(ip_network((known, SUBSCRIBER_BITS), strict=False))
    return str(known)
