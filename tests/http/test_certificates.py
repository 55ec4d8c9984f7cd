"""Certificates: an unknown authority is refused, a known one is taken from ca_file."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from glueshell.http import Transport, TransportError
from glueshell.http.web import WebClient, WebOptions, WebRequest
from tests.http.clock import HeldClock

HERE = Path(__file__).parent
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


@contextmanager
def secure_server(*, known_clients: bool = False) -> Iterator[int]:
    """One https connection after another on a free port, with a certificate for `localhost` signed by itself.

    With `known_clients` only who has that same certificate is let in.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(HERE / "localhost.pem")
    if known_clients:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(HERE / "localhost.pem")
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(plain, server_side=True) as connection:
                    connection.recv(65536)
                    connection.sendall(ANSWER)
            except OSError:
                plain.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def test_a_certificate_of_an_unknown_authority_is_refused_and_nothing_is_sent() -> None:
    with secure_server() as port:
        transport = Transport(f"https://localhost:{port}", lambda: "ITG.k", clock=HeldClock())
        with pytest.raises(TransportError) as caught:
            transport.request("POST", "/a", body=b"{}", write=True)
        transport.close()
    assert (caught.value.kind, caught.value.sent, caught.value.exit_status) == ("certificate", False, 3)
    assert "unknown authority" in caught.value.message


def test_a_company_root_makes_it_trusted() -> None:
    with secure_server() as port:
        ca_file = str(HERE / "localhost-root.pem")
        transport = Transport(f"https://localhost:{port}", lambda: "ITG.k", clock=HeldClock(), ca_file=ca_file)
        assert transport.request("GET", "/a").body == b"ok"
        transport.close()


def test_a_certificate_for_another_name_is_refused() -> None:
    with secure_server() as port:
        ca_file = str(HERE / "localhost-root.pem")
        transport = Transport(f"https://127.0.0.1:{port}", lambda: "ITG.k", clock=HeldClock(), ca_file=ca_file)
        with pytest.raises(TransportError) as caught:
            transport.request("GET", "/a")
        transport.close()
    assert caught.value.kind == "certificate"
    assert "another name" in caught.value.message


def test_a_client_shows_its_own_certificate_where_it_has_one() -> None:
    own = str(HERE / "localhost.pem")
    with secure_server(known_clients=True) as port:
        request = WebRequest("GET", f"https://localhost:{port}/", [], None)
        with closing(WebClient()) as client:
            answer = client.send(request, WebOptions(ca_file=own, certificate=own))
            with pytest.raises(TransportError):
                client.send(request, WebOptions(ca_file=own))
    assert answer.status == 200


def test_a_client_certificate_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("", encoding="utf-8")
    with closing(WebClient()) as client, pytest.raises(TransportError) as caught:
        request = WebRequest("GET", "https://localhost:9/", [], None)
        client.send(request, WebOptions(certificate=str(empty)))
    assert "empty.pem" in caught.value.message
