"""Which addresses may be asked: those of the public internet, and places the person trusts by name.

A name is resolved once, all its addresses are judged, and the connection goes to one of these: a name that
leads elsewhere a moment later changes nothing.
"""

from __future__ import annotations

import ipaddress
import socket

from kb.catalogue import _
from kb.web.errors import Refused, Unreachable

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""The prefix of RFC 6052: the last four bytes are an IPv4 address."""
_SPECIAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "168.63.129.16/32", "3fff::/20", "5f00::/16")))
"""Of the registries of RFC 6890, what `ipaddress` learns only in later versions, and the address at which
Azure answers virtual machines about themselves; other clouds use link-local ones for that."""
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: str) -> bool:
    """Whether an IP address leads to the public internet."""
    try:
        meant = _meant(ipaddress.ip_address(address))
    except ValueError:
        return False
    return (
        meant.is_global
        # Some groups of multicast are "global"; nobody's page is there.
        and not (meant.is_multicast or meant.is_reserved)
        and not any(meant in network for network in _SPECIAL)
    )


def _meant(address: _Address) -> _Address:
    """The IPv4 address within an IPv6 one that only carries it, others as they are."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def checked_addresses(host: str, port: int, trusted: frozenset[str]) -> list[str]:
    """The IP addresses of a host, each once, in the order to be tried.

    `trusted` names places (`host:port`, lower case) whose addresses may be private.

    :raises Refused: one of them is no public address.
    :raises Unreachable: the name leads nowhere.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError):
        raise Unreachable(
            _("{host} was not found; check the address and the connection", host=host)
        ) from None
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if f"{host}:{port}" not in trusted:
        for address in addresses:
            if not is_public(address):
                raise Refused(
                    _(
                        "{host} leads to {address}, which is no address of the public internet;"
                        " KB_TRUSTED_HOSTS names what may be fetched all the same ({place})",
                        host=host,
                        address=address,
                        place=f"{host}:{port}",
                    )
                )
    return addresses
