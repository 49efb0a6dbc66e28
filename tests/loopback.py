"""A server on this machine that serves files as a publisher does, for the tests of fetching; no test reaches the net."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DAY = "Fri, 20 Nov 2026 10:00:00 GMT"


@dataclass
class Publisher:
    """What a server serves, and what it was asked.

    Attributes:
        address: of the server.
        files: path to content.
        behaviour: path to `broken` (says more than it sends), `slow`, `endless`, `gone` (404), `away` (leads to a file), `hidden`
            (says no length, day or tag).
        asked: path and status of each request.
    """

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    behaviour: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)


@contextmanager
def publisher() -> Iterator[Publisher]:
    """Serve on a free port of the loopback interface until the context ends."""
    served = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _answer(self, served)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answer(handler: BaseHTTPRequestHandler, served: Publisher) -> None:
    path = handler.path.partition("?")[0]
    content, behaviour = served.files.get(path), served.behaviour.get(path, "")
    tag = f'"{hash(content) & 0xFFFFFFFF:x}"'
    if content is None or behaviour == "gone":
        status, headers = 404, {"Content-Length": "0"}
    elif behaviour == "away":
        status, headers = 302, {"Location": "file:///etc/hostname", "Content-Length": "0"}
    elif handler.headers.get("If-None-Match") == tag:
        status, headers = 304, {"ETag": tag}
    elif behaviour in ("hidden", "endless"):
        status, headers = 200, {}
    else:
        status, headers = 200, {"ETag": tag, "Last-Modified": DAY, "Content-Length": str(len(content) + 100 * (behaviour == "broken"))}
    served.asked.append((path, status))
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    if status == 200 and content is not None:
        _send(handler, content, behaviour)


def _send(handler: BaseHTTPRequestHandler, content: bytes, behaviour: str) -> None:
    try:
        if behaviour == "slow":
            time.sleep(1.0)
        handler.wfile.write(content)
        while behaviour == "endless":
            handler.wfile.write(b"x" * 65_536)
    except OSError:
        pass
