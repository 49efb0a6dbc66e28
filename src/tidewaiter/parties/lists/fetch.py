"""Fetches a file over HTTP, whole or not at all: with time-outs, a limit of size, and only if it has changed."""

import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tidewaiter.errors import BadInput
from tidewaiter.parties.lists.kept import Origin

__all__ = ["Limits", "fetch"]

_PIECE = 1 << 18
_NOT_MODIFIED = 304
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a server may keep us waiting, and how much it may send."""

    answer_s: float = 60.0
    """chosen: seconds without a byte; publishers' servers make some of their files on demand."""
    whole_s: float = 1800.0
    """chosen: 120 MB, the longest list, at 0.5 Mbit/s."""
    most_bytes: int = 500_000_000
    """chosen: four times the longest list."""


def fetch(address: str, target: Path, *, known: Origin | None = None, limits: Limits | None = None) -> Origin | None:
    """Fetch a file to `target`; None where the server says that it is the copy that is known.

    Raises:
        BadInput: the server cannot be reached, refuses, is too slow, sends too much, or breaks off.
    """
    limits = limits or Limits()
    request = urllib.request.Request(address, headers={"User-Agent": f"tidewaiter/{version('tidewaiter')}", **_conditions(known)})
    try:
        with _opener(address).open(request, timeout=limits.answer_s) as answer:
            if not answer.url.startswith(("https://", "http://")):
                raise BadInput(f"{address} leads to {answer.url}, which is no web address; mend the address")
            _save(answer, target, address, limits)
            return Origin(address, answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
    except urllib.error.HTTPError as error:
        with error:
            if error.code == _NOT_MODIFIED and known is not None:
                return None
        raise BadInput(f"{address} answers {error.code} {error.reason}; look whether the publisher has moved the list") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error or type(error).__name__
        raise BadInput(f"{address} cannot be fetched ({reason}); try again later, or add the list from a file") from error


def _conditions(known: Origin | None) -> dict[str, str]:
    if known is None:
        return {}
    named = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {header: value for header, value in named.items() if value}


def _opener(address: str) -> urllib.request.OpenerDirector:
    """A proxy of the environment is used, but not for this machine itself."""
    here = urllib.parse.urlsplit(address).hostname in _LOOPBACK
    return urllib.request.build_opener(*([urllib.request.ProxyHandler({})] if here else []))


def _save(answer: http.client.HTTPResponse, target: Path, address: str, limits: Limits) -> None:
    """Write the answer to a file.

    Raises:
        BadInput: it is too long, too slow or shorter than announced.
    """
    announced = int(answer.headers.get("Content-Length") or -1)
    begun, received = time.monotonic(), 0
    with target.open("wb") as file:
        while max(announced, received) <= limits.most_bytes and (piece := answer.read(_PIECE)):
            received += file.write(piece)
            if time.monotonic() - begun > limits.whole_s:
                raise BadInput(f"{address} took longer than {limits.whole_s:g} s; try again later, or add the list from a file")
    if max(announced, received) > limits.most_bytes:
        raise BadInput(f"{address} sends more than {limits.most_bytes:,} bytes; look whether it is the list")
    if announced >= 0 and received != announced:
        raise BadInput(f"{address} broke off after {received:,} of {announced:,} bytes; try again")
