"""Virus scanners behind one small interface: clamd when it is there; without one a file is said to be unchecked.

The test string every scanner knows is found always, so that the refusal can be tried out on any installation.
"""

import socket
import struct
from enum import StrEnum
from typing import Protocol

from django.conf import settings

_TEST_STRING = b"".join((b"X5O!P%@AP[4\\PZX54(P^)7CC)7}", b"$EICAR-STANDARD-", b"ANTIVIRUS-TEST-FILE!$H+H*"))
_CHUNK = 1024 * 1024
_SECONDS = 60


class Verdict(StrEnum):
    """What a scanner says; the labels stand on the screen."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNCHECKED = "unchecked"

    @property
    def label(self) -> str:
        """Return the Chinese label."""
        return {"clean": "已查毒", "infected": "有病毒", "unchecked": "未查毒"}[self.value]


class Scanner(Protocol):
    """Anything that can judge bytes."""

    def scan(self, data: bytes) -> Verdict:
        """Judge the content of one file."""
        ...


class ClamdScanner:
    """Asks a clamd at a socket path or host:port (`CLAMD_ADDRESS`), handing the bytes over without a file."""

    def __init__(self, address: str) -> None:
        """Keep the address."""
        self._address = address

    def _connect(self) -> socket.socket:
        host, colon, port = self._address.rpartition(":")
        if colon and port.isdigit():
            return socket.create_connection((host, int(port)), timeout=_SECONDS)
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(_SECONDS)
        try:
            link.connect(self._address)
        except OSError:
            link.close()
            raise
        return link

    def scan(self, data: bytes) -> Verdict:
        """Return the verdict; UNCHECKED when clamd does not answer or cannot judge."""
        try:
            with self._connect() as link:
                link.sendall(b"zINSTREAM\0")
                for start in range(0, len(data), _CHUNK):
                    piece = data[start : start + _CHUNK]
                    link.sendall(struct.pack("!L", len(piece)) + piece)
                link.sendall(struct.pack("!L", 0))
                answer = link.recv(4096)
        except OSError:
            return Verdict.UNCHECKED
        if b"FOUND" in answer:
            return Verdict.INFECTED
        return Verdict.CLEAN if b"OK" in answer else Verdict.UNCHECKED


def scan_for_viruses(data: bytes) -> Verdict:
    """Return the verdict of the installation's scanner over the content."""
    if _TEST_STRING in data[:4096]:
        return Verdict.INFECTED
    address = getattr(settings, "CLAMD_ADDRESS", "")
    return ClamdScanner(address).scan(data) if address else Verdict.UNCHECKED
