"""A loopback server that answers what a test tells it to, request by request."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class Seen:
    """One request that reached the server."""

    def __init__(self, method: str, target: str, headers: dict[str, str], body: bytes) -> None:
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body


class Script:
    """The answers in order (the last one repeats), and the requests that came."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.seen: list[Seen] = []
        self.release = threading.Event()
        self.connections = 0
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def text(status: int, body: str = "{}", **headers: str) -> Answer:
    """An ordinary answer; underscores in header names become dashes."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        payload = body.encode("utf-8")
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(payload)))
        handler.end_headers()
        handler.wfile.write(payload)

    return answer


def raw(payload: bytes, status: int = 200, length: int | None = None, **headers: str) -> Answer:
    """Bytes as they are; a length greater than theirs cuts the answer short."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(payload) if length is None else length))
        handler.end_headers()
        handler.wfile.write(payload)
        if length is not None:
            handler.wfile.flush()
            handler.close_connection = True

    return answer


def reset(handler: BaseHTTPRequestHandler) -> None:
    """The request is read, and the connection is reset without an answer."""
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.close_connection = True


def silent(script: Script) -> Answer:
    """The request is read and nothing comes until the test releases it."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        script.release.wait(10)
        handler.close_connection = True

    return answer


@contextmanager
def serving(script: Script) -> Iterator[Script]:
    """The script behind a free port of this machine until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            script.connections += 1
            super().setup()

        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            script.seen.append(Seen(self.command, self.path, headers, self.rfile.read(length)))
            script.next()(self)

        do_GET = do_POST = do_PATCH = do_DELETE = answer

        def log_message(self, format: str, *args: object) -> None:
            return None

    class Server(ThreadingHTTPServer):
        daemon_threads = False
        block_on_close = True

        def handle_error(self, request: object, client_address: object) -> None:
            return None

    server = Server(("127.0.0.1", 0), Handler)
    script.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield script
    finally:
        script.release.set()
        server.shutdown()
        thread.join()
        server.server_close()
