"""The served sandbox: real sockets, real resets, quiet ends."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from glueshell.sandbox import Sandbox, SandboxError
from glueshell.sandbox.faults import Fault
from glueshell.sandbox.server import Server

CREATE = b'{"data":{"type":"organizations","attributes":{"name":"Stored?"}}}'


@pytest.fixture
def served(sandbox: Sandbox) -> tuple[Sandbox, Server]:
    return sandbox, sandbox.serve()


def ask(served: tuple[Sandbox, Server], path: str = "/organizations", method: str = "GET", body: bytes = b"") -> bytes:
    sandbox, server = served
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        headers = {"x-api-key": sandbox.key, "Content-Type": "application/vnd.api+json"}
        connection.request(method, path, body or None, headers)
        return connection.getresponse().read()
    finally:
        connection.close()


def raw_post(served: tuple[Sandbox, Server]) -> socket.socket:
    """A raw connection on which a create has just been sent."""
    sandbox, server = served
    raw = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    head = (
        f"POST /organizations HTTP/1.1\r\nHost: localhost\r\nx-api-key: {sandbox.key}\r\n"
        f"Content-Type: application/vnd.api+json\r\nContent-Length: {len(CREATE)}\r\n\r\n"
    )
    raw.sendall(head.encode() + CREATE)
    return raw


def stored(served: tuple[Sandbox, Server]) -> int:
    return int(json.loads(ask(served, "/organizations?filter%5Bname%5D=Stored%3F"))["meta"]["total-count"])


def test_it_answers_on_loopback(served: tuple[Sandbox, Server]) -> None:
    assert served[1].url == f"http://127.0.0.1:{served[1].port}"
    document = json.loads(ask(served))
    assert len(document["data"]) == 40
    assert document["links"]["self"].startswith(f"{served[1].url}/organizations?")


def test_connections_are_kept_alive(served: tuple[Sandbox, Server]) -> None:
    sandbox, server = served
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        for _ in range(3):
            connection.request("GET", "/regions", headers={"x-api-key": sandbox.key})
            local = connection.sock.getsockname()
            assert connection.getresponse().read()
            assert connection.sock is not None and connection.sock.getsockname() == local
    finally:
        connection.close()


def test_a_reset_after_storing_resets_the_connection(served: tuple[Sandbox, Server]) -> None:
    served[0].app.faults.add("reset", method="POST")
    with raw_post(served) as raw, pytest.raises(ConnectionResetError):
        raw.recv(1000)
    assert stored(served) == 1


def test_a_close_ends_the_connection_without_a_byte(served: tuple[Sandbox, Server]) -> None:
    served[0].app.faults.add("close", method="POST")
    with raw_post(served) as raw:
        assert raw.recv(1000) == b""
    assert stored(served) == 1


def test_half_an_answer_breaks_off(served: tuple[Sandbox, Server]) -> None:
    served[0].app.faults.add("half", method="POST")
    received = b""
    with raw_post(served) as raw:
        while chunk := raw.recv(4096):
            received += chunk
    head, _, body = received.partition(b"\r\n\r\n")
    (length,) = [int(line[16:]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length: ")]
    assert head.startswith(b"HTTP/1.1 201 Created") and len(body) == length // 2
    assert stored(served) == 1


@pytest.mark.parametrize("stores", [True, False])
def test_silence_keeps_the_connection_open_and_holds_nobody_up(served: tuple[Sandbox, Server], stores: bool) -> None:
    served[0].app.faults.add("hang", method="POST", stored=stores, count=9)
    waiting = [raw_post(served) for _ in range(9)]
    try:
        # More requests hang than there are workers, and others are answered all the same.
        assert stored(served) == (9 if stores else 0) or eventually(lambda: stored(served) == 9)
        for raw in waiting:
            raw.settimeout(0.01)
            with pytest.raises(TimeoutError):
                raw.recv(1000)
    finally:
        for raw in waiting:
            raw.close()


def eventually(holds: Callable[[], bool]) -> bool:
    """Whether something comes true while the server works off what was sent; each try is a request of its own."""
    return any(holds() for _ in range(1000))


def test_a_stored_file_is_fetched_over_the_wire(served: tuple[Sandbox, Server]) -> None:
    configuration = json.loads(ask(served, "/configurations?page%5Bsize%5D=1"))["data"][0]["id"]
    body = {"attachment": {"content": "aGVsbG8=", "file_name": "a b.txt"}}
    path = f"/configurations/{configuration}/relationships/attachments"
    made = ask(served, path, "POST", json.dumps({"data": {"type": "attachments", "attributes": body}}).encode())
    address = json.loads(made)["data"]["attributes"]["download-url"]
    assert address.startswith(f"{served[1].url}/files/attachments/")
    assert ask(served, address.removeprefix(served[1].url)) == b"hello"


def test_the_server_goes_on_after_a_reset(served: tuple[Sandbox, Server]) -> None:
    served[0].app.faults.add("reset", count=5)
    for _ in range(5):
        with pytest.raises((ConnectionResetError, http.client.RemoteDisconnected)):
            ask(served, "/regions")
    assert json.loads(ask(served, "/regions"))["data"]


def test_a_fault_can_be_set_from_another_process(served: tuple[Sandbox, Server]) -> None:
    ask(served, "/sandbox/faults", "POST", b'{"kind": "status", "status": 503, "method": "GET"}')
    assert json.loads(ask(served, "/regions")) == {"message": "Service Unavailable"}


def test_many_connections_at_once(served: tuple[Sandbox, Server]) -> None:
    totals: list[int] = []

    def work() -> None:
        for _ in range(5):
            totals.append(json.loads(ask(served, "/configurations?page%5Bsize%5D=2"))["meta"]["total-count"])

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals == [600] * 40


def test_close_ends_every_thread_and_the_port(sandbox: Sandbox) -> None:
    before = set(threading.enumerate())
    with sandbox as made:
        server = made.serve()
        ask((made, server))
        started = set(threading.enumerate()) - before
        assert started and all(thread.name.startswith("glueshell-sandbox") for thread in started)
        port = server.port
        server.close()
        server.close()
        assert set(threading.enumerate()) == before
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_close_before_the_first_answer() -> None:
    with Sandbox() as made:
        made.serve().close()


def test_close_does_not_wait_for_a_delayed_answer() -> None:
    with Sandbox() as made:
        server = made.serve()
        reached = threading.Event()
        faults = made.app.faults

        class Delayed(Fault):
            def matches(self, method: str, path: str) -> bool:
                reached.set()
                return True

        faults.set(Delayed("delay", seconds=3600))
        with raw_post((made, server)):
            assert reached.wait(20)
            server.close()


def test_a_taken_port_is_said_in_one_sentence(served: tuple[Sandbox, Server]) -> None:
    with pytest.raises(SandboxError) as refused:
        served[0].serve(served[1].port)
    assert refused.value.id == "port-in-use" and str(served[1].port) in str(refused.value)


def test_an_unexpected_failure_is_kept_and_answered_with_500(
    served: tuple[Sandbox, Server], capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise RuntimeError("out of paper")

    served[0].app.faults.add("hook", hook=fail)
    sandbox, server = served
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request("GET", "/regions", headers={"x-api-key": sandbox.key})
        answer = connection.getresponse()
        assert answer.status == 500 and b"paper" not in answer.read()
    finally:
        connection.close()
    (failure,) = sandbox.failures
    assert "out of paper" in failure
    assert capsys.readouterr() == ("", "")


def test_serving_forever_tells_url_and_key_and_ends_on_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []

    def interrupt(server: Server) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Server, "wait", interrupt)
    with Sandbox() as made:
        made.serve_forever(write=lines.append)
        assert lines[0].startswith("IT Glue sandbox at http://127.0.0.1:") and made.key in lines[1]


def test_importing_the_package_loads_neither_sqlite_nor_waitress() -> None:
    code = (
        "import sys, glueshell.sandbox\n"
        "heavy = {'sqlite3', 'waitress', 'json', 'datetime', 'socket', 'logging', 'random', 'urllib.parse'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2], timeout=60
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
