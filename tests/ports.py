"""A port for a server of a test."""

from __future__ import annotations

import random
import socket
from pathlib import Path

_RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")


def free_port() -> int:
    """A port of this machine that nobody listens on, by chance one of many thousand.

    It lies below those that the kernel gives to connections: none takes it before the server does.
    """
    first = int(_RANGE.read_text().split()[0]) if _RANGE.exists() else 32_768
    chance = random.SystemRandom()  # two processes that run tests must not draw the same
    for _ in range(1000):
        port = chance.randrange(first // 2, first)
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return port
    raise OSError("no free port was found")


def free_ports(count: int) -> list[int]:
    """Several of them, each another."""
    found: set[int] = set()
    while len(found) < count:
        found.add(free_port())
    return [*found]
