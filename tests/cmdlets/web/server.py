"""A loopback server with a page for everything that a request can meet."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PLAIN = {
    "/json-array": (200, '[{"a":1},{"a":2}]', "application/json"),
    "/json-null": (200, "null", "application/json"),
    "/empty": (204, "", ""),
    "/empty200": (200, "", "application/json"),
    "/xml": (200, '<?xml version="1.0"?><r><a x="1">q</a></r>', "application/xml"),
    "/rss": (
        200,
        '<?xml version="1.0"?><rss><channel><title>T</title><item><title>one</title></item>'
        "<item><title>two</title></item></channel></rss>",
        "application/rss+xml",
    ),
    "/text": (200, "hello wörld\n", "text/plain; charset=utf-8"),
    "/number": (200, "5", "text/plain"),
    "/html": (
        200,
        '<html><head><title>x</title></head><body><a href="/one" title=t>One <b>x</b></a>'
        '<img src="i.png" alt="al"><form action="f"><input name="n" type="text" value="v"></form></body></html>',
        "text/html; charset=utf-8",
    ),
    "/jsonapi": (200, '{"data":[{"id":"1"}],"meta":{"total-count":1}}', "application/vnd.api+json"),
}
BROKEN = {
    "json": ('{"errors":[{"status":%d,"title":"Bad & <b>"}]}', "application/json"),
    "html": ("<html><body><h1>No</h1> way</body></html>", "text/html"),
    "xml": ("<e><a>1</a></e>", "application/xml"),
    "none": ("", ""),
    "jsonapi": ('{"errors":[{"title":"x"}]}', "application/vnd.api+json"),
}
FILE = b"0123456789"


class Page(BaseHTTPRequestHandler):
    """Answers by path."""

    protocol_version = "HTTP/1.1"
    server_version = "Test/1"
    sys_version = ""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The same for ever."""
        return "Thu, 01 Jan 2026 00:00:00 GMT"

    def _body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        out = b""
        while True:
            count = int(self.rfile.readline().split(b";")[0], 16)
            out += self.rfile.read(count)
            self.rfile.readline()
            if not count:
                return out

    def _send(
        self, status: int, body: str | bytes = b"", kind: str = "application/json", *extra: tuple[str, str]
    ) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in extra:
            self.send_header(name, value)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        body = self._body()
        self.server.asked.append(f"{self.command} {self.path}")  # type: ignore[attr-defined]
        page = parts.path
        if page in PLAIN:
            self._send(*PLAIN[page])
        elif page == "/echo":
            self._send(
                200,
                json.dumps(
                    {
                        "method": self.command,
                        "path": self.path,
                        "headers": {name: value for name, value in self.headers.items() if name != "Host"},
                        "order": list(self.headers.keys()),
                        "body": body.decode("latin-1"),
                    }
                ),
            )
        elif page == "/latin":
            self._send(200, "caf\xe9".encode("latin-1"), "text/plain; charset=iso-8859-1")
        elif page == "/bytes":
            self._send(200, bytes(range(6)), "application/octet-stream")
        elif page.startswith("/status/"):
            text, kind = BROKEN[query.get("k", "json")]
            status = int(page.split("/")[2])
            self._send(status, text % status if "%d" in text else text, kind)
        elif page == "/redirect":
            self._send(int(query.get("s", "302")), b"", "", ("Location", query.get("to", "/echo")))
        elif page == "/loop":
            self._send(302, b"go", "text/plain", ("Location", "/loop"))
        elif page == "/cookie":
            cookies = (("Set-Cookie", "sid=abc; Path=/"), ("Set-Cookie", "two=2; Path=/; HttpOnly"))
            self._send(200, '{"ok":1}', "application/json", *cookies)
        elif page == "/rel":
            number = int(query.get("n", "1"))
            link = ("Link", f'</rel?n={number + 1}>; rel="next", </rel?n=9>; rel="last"')
            self._send(200, f'{{"n":{number}}}', "application/json", *([link] if number < 3 else []))
        elif page == "/basic":
            if "Authorization" in self.headers:
                self._send(200, json.dumps({"auth": self.headers["Authorization"]}))
            else:
                self._send(401, "no", "text/plain", ("WWW-Authenticate", 'Basic realm="x"'))
        elif page == "/flaky":
            busy = self.server.asked.count(f"{self.command} {self.path}") < 3  # type: ignore[attr-defined]
            self._send(503 if busy else 200, '{"ok":true}')
        elif page == "/file":
            self._file()
        else:
            self._send(404, '{"error":"nope"}')

    def _file(self) -> None:
        wanted = self.headers.get("Range")
        if wanted is None:
            self._send(200, FILE, "application/octet-stream")
            return
        start = int(wanted.split("=")[1].split("-")[0])
        if start >= len(FILE):
            self._send(416, b"", "", ("Content-Range", f"bytes */{len(FILE)}"))
        else:
            self._send(206, FILE[start:], "application/octet-stream", ("Content-Range", f"bytes {start}-9/{len(FILE)}"))

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_HEAD = do_FOO = _answer


class Server(ThreadingHTTPServer):
    """The server, and what it was asked: `METHOD target`."""

    asked: list[str]

    @property
    def place(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def serving() -> Iterator[Server]:
    """A server while the block runs."""
    server = Server(("127.0.0.1", 0), Page)
    server.asked = []
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def lines(text: Sequence[str]) -> list[str]:
    """Lines without the blanks at their ends."""
    return [line.rstrip() for line in text]
