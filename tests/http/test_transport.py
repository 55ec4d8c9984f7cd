"""The transport against a loopback server."""

from __future__ import annotations

import email.utils
import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from glueshell.http import Exchange, Transport, TransportError
from tests.http.clock import HeldClock
from tests.http.server import Answer, Script, raw, reset, serving, silent, text

KEY = "ITG.0123456789abcdef0123456789abcdef.canary-canary-canary-canary"


@contextmanager
def asked(
    *answers: Answer, script: Script | None = None, **options: object
) -> Iterator[tuple[Transport, Script, HeldClock]]:
    script = Script(*answers) if script is None else script
    clock = HeldClock()
    with serving(script):
        transport = Transport(script.url, lambda: KEY, clock=clock, **{"timeouts": (30, 30), **options})  # type: ignore[arg-type]
        try:
            yield transport, script, clock
        finally:
            transport.close()


def test_a_read_carries_key_query_and_agent_and_brings_the_body() -> None:
    with asked(text(200, '{"data":[]}'), user_agent="glueshell/9") as (transport, script, _):
        answer = transport.request(
            "GET", "/organizations", [("filter[name]", "Kub\\, Reynolds & Söhne"), ("page[size]", "5")]
        )
    assert (answer.status, answer.body) == (200, b'{"data":[]}')
    assert answer.url_without_query == script.url + "/organizations"
    seen = script.seen[0]
    assert seen.headers["x-api-key"] == KEY
    assert seen.headers["user-agent"] == "glueshell/9"
    assert seen.target == ("/organizations?filter%5Bname%5D=Kub%5C%2C+Reynolds+%26+S%C3%B6hne&page%5Bsize%5D=5")


def test_a_compressed_answer_arrives_plain() -> None:
    body = b'{"data":"' + b"x" * 5000 + b'"}'
    with asked(raw(gzip.compress(body), Content_Encoding="gzip")) as (transport, script, _):
        assert transport.request("GET", "/a").body == body
    assert "gzip" in script.seen[0].headers["accept-encoding"]


def test_one_connection_serves_many_reads() -> None:
    with asked(text(200)) as (transport, script, _):
        for _n in range(5):
            transport.request("GET", "/a")
    assert (len(script.seen), script.connections) == (5, 1)


def test_a_write_after_a_pause_takes_a_new_connection() -> None:
    with asked(text(200)) as (transport, script, clock):
        transport.request("GET", "/a")
        clock.now += 60
        transport.request("POST", "/a", body=b"{}", write=True)
        transport.request("POST", "/a", body=b"{}", write=True)
    assert (len(script.seen), script.connections) == (3, 2)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_a_read_is_repeated_with_growing_pauses(status: int) -> None:
    with asked(text(status), text(status), text(200, "ok")) as (transport, _, clock):
        assert transport.request("GET", "/a").body == b"ok"
    assert clock.slept == [0.5, 1.0]


@pytest.mark.parametrize("chance, pause", [(0.0, 0.25), (0.999, 0.7495)])
def test_chance_spreads_the_pauses(chance: float, pause: float) -> None:
    with asked(text(500), text(200)) as (transport, _, clock):
        clock.chance = chance
        transport.request("GET", "/a")
    assert clock.slept == [pytest.approx(pause)]


def test_a_server_that_keeps_failing_is_answered_for_in_the_end() -> None:
    with asked(text(503, "busy")) as (transport, script, clock):
        assert transport.request("GET", "/a").status == 503
    assert (len(script.seen), len(clock.slept)) == (4, 3)


@pytest.mark.parametrize("status", [400, 401, 404, 422, 504])
def test_other_statuses_are_answers_at_once(status: int) -> None:
    with asked(text(status)) as (transport, script, _):
        assert transport.request("GET", "/a").status == status
    assert len(script.seen) == 1


def test_retry_after_in_seconds_is_obeyed() -> None:
    waits: list[tuple[float, str]] = []
    options = {"on_wait": lambda seconds, kind: waits.append((seconds, kind))}
    with asked(text(429, Retry_After="7"), text(200), **options) as (transport, _, clock):
        transport.request("GET", "/a")
    assert clock.slept == [pytest.approx(7.05)]
    assert waits == [(clock.slept[0], "rate-limited")]


def test_retry_after_as_a_date_is_obeyed() -> None:
    when = email.utils.formatdate(1_700_000_012, usegmt=True)
    with asked(text(503, Retry_After=when), text(200)) as (transport, _, clock):
        transport.request("GET", "/a")
    assert clock.slept == [pytest.approx(12.05)]


def test_a_senseless_retry_after_is_ignored() -> None:
    with asked(text(429, Retry_After="soon"), text(200)) as (transport, _, clock):
        transport.request("GET", "/a")
    assert clock.slept == [0.5]


def test_a_wait_longer_than_the_window_is_not_begun() -> None:
    with asked(text(429, Retry_After="3600")) as (transport, script, clock), pytest.raises(TransportError) as caught:
        transport.request("GET", "/a")
    assert (len(script.seen), clock.slept) == (1, [])
    assert (caught.value.kind, caught.value.sent, caught.value.exit_status) == ("rate-limited", False, 8)
    assert "3600 seconds" in caught.value.message


def test_a_lasting_rate_limit_is_an_error_and_never_sent() -> None:
    with asked(text(429)) as (transport, script, _), pytest.raises(TransportError) as caught:
        transport.request("POST", "/a", body=b"{}", write=True)
    assert (len(script.seen), caught.value.kind, caught.value.sent) == (3, "rate-limited", False)


def test_a_write_that_was_throttled_is_sent_again_with_the_same_body() -> None:
    with asked(text(429), text(201, "made")) as (transport, script, _):
        assert transport.request("POST", "/a", body=b'{"data":1}', write=True).status == 201
    assert [seen.body for seen in script.seen] == [b'{"data":1}'] * 2


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_a_write_that_may_have_been_carried_out_is_sent_once(status: int) -> None:
    with asked(text(status)) as (transport, script, clock):
        assert transport.request("POST", "/a", body=b"{}", write=True).status == status
    assert (len(script.seen), clock.slept) == (1, [])


def test_a_timeout_says_that_the_request_was_sent_and_is_not_repeated() -> None:
    script = Script()
    script.answers = [silent(script)]
    with asked(script=script, timeouts=(5, 0.2)) as (transport, _, _clock), pytest.raises(TransportError) as caught:
        transport.request("POST", "/a", body=b"{}", write=True)
    assert (len(script.seen), caught.value.kind, caught.value.sent) == (1, "timeout", True)
    assert caught.value.message == "127.0.0.1 did not answer within 0.2 seconds."


def test_a_reset_after_a_write_may_have_changed_something() -> None:
    with asked(reset) as (transport, script, _), pytest.raises(TransportError) as caught:
        transport.request("POST", "/a", body=b"{}", write=True)
    assert (len(script.seen), caught.value.kind, caught.value.sent) == (1, "reset", True)


def test_a_write_answered_by_half_a_body_may_have_changed_something() -> None:
    with asked(raw(b'{"da', 201, length=900)) as (transport, script, _), pytest.raises(TransportError) as caught:
        transport.request("POST", "/a", body=b"{}", write=True)
    assert (len(script.seen), caught.value.kind, caught.value.sent) == (1, "reset", True)


def test_a_read_that_was_cut_off_is_repeated() -> None:
    with asked(reset, raw(b'{"da', length=900), text(200, "whole")) as (transport, _, clock):
        assert transport.request("GET", "/a").body == b"whole"
    assert len(clock.slept) == 2


def test_an_unreachable_host_was_not_sent_anything_and_is_tried_again() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clock = HeldClock()
    transport = Transport(f"http://127.0.0.1:{port}", lambda: KEY, clock=clock)
    with pytest.raises(TransportError) as caught:
        transport.request("POST", "/a", body=b"{}", write=True)
    transport.close()
    assert (caught.value.kind, caught.value.sent, len(clock.slept)) == ("unreachable", False, 2)
    assert caught.value.message == "127.0.0.1 cannot be reached: nobody listens there."


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with serving(Script(text(200))) as elsewhere:
        target = elsewhere.url + "/stolen?key=1"
        with asked(text(status, Location=target)) as (transport, script, _), pytest.raises(TransportError) as caught:
            transport.request("GET", "/a")
        assert (len(script.seen), elsewhere.seen) == (1, [])
    assert (caught.value.kind, caught.value.sent, caught.value.exit_status) == ("redirect", False, 3)
    assert "key=1" not in caught.value.message


def test_a_redirected_write_may_have_changed_something_where_the_status_can_mean_done() -> None:
    for status, sent in ((303, True), (307, False)):
        with asked(text(status, Location="/b")) as (transport, script, _), pytest.raises(TransportError) as caught:
            transport.request("POST", "/a", body=b"{}", write=True)
        assert (len(script.seen), caught.value.sent) == (1, sent)


@pytest.mark.parametrize("key", ["", "ITG.a b", "ITG.a\r\nX-Evil: 1", '"ITG.abc"', "ITG.\u200babc", "ITG.ä"])
def test_a_damaged_key_is_refused_without_being_told(key: str) -> None:
    with serving(Script(text(200))) as script:
        transport = Transport(script.url, lambda: key, clock=HeldClock())
        with pytest.raises(TransportError) as caught:
            transport.request("GET", "/a")
        transport.close()
    assert (caught.value.kind, caught.value.exit_status, script.seen) == ("bad-key", 3, [])
    assert not key or key not in caught.value.message


def test_without_a_key_no_key_is_sent() -> None:
    with serving(Script(text(200))) as script:
        transport = Transport(script.url, None, clock=HeldClock())
        transport.request("GET", "/a")
        transport.close()
    assert "x-api-key" not in script.seen[0].headers


def test_the_recorder_sees_every_attempt_and_never_the_key() -> None:
    tape: list[Exchange] = []
    with asked(text(500), text(200, "ok"), recorder=tape.append) as (transport, _, _clock):
        transport.request("GET", "/a", [("page[size]", "1")])
    assert [exchange.answer.status for exchange in tape if exchange.answer] == [500, 200]
    assert tape[0].path == "/a" and tape[0].query == (("page[size]", "1"),)
    assert all(KEY not in str(exchange.headers) for exchange in tape)


def test_a_recorded_failure_holds_its_error() -> None:
    tape: list[Exchange] = []
    with asked(reset, recorder=tape.append) as (transport, _, _clock), pytest.raises(TransportError):
        transport.request("POST", "/a", body=b"{}", write=True)
    assert tape[0].answer is None and tape[0].error is not None and tape[0].body == b"{}"


def test_proxies_of_the_environment_do_not_stand_before_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with asked(text(200, "direct")) as (transport, _, _clock):
        assert transport.request("GET", "/a").body == b"direct"


def test_a_proxy_that_refuses_is_told_from_a_host_that_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    transport = Transport("https://api.itglue.com", lambda: KEY, clock=HeldClock())
    with pytest.raises(TransportError) as caught:
        transport.request("POST", "/a", body=b"{}", write=True)
    transport.close()
    assert (caught.value.kind, caught.value.sent) == ("proxy", False)


def test_a_proxy_that_says_no_after_being_asked_has_sent_nothing_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    listener = socket.create_server(("127.0.0.1", 0))

    def refuse() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(4096)
            connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

    thread = threading.Thread(target=refuse)
    thread.start()
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{listener.getsockname()[1]}")
    transport = Transport("https://api.itglue.com", lambda: KEY, clock=HeldClock())
    with pytest.raises(TransportError) as caught:
        transport.request("POST", "/a", body=b"{}", write=True)
    transport.close()
    thread.join()
    listener.close()
    assert (caught.value.kind, caught.value.sent) == ("proxy", False)


def test_netrc_is_ignored(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    netrc = tmp_path_factory.mktemp("home") / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    with asked(text(200)) as (transport, script, _):
        transport.request("GET", "/a")
    assert "authorization" not in script.seen[0].headers


def test_cookies_are_not_kept() -> None:
    with asked(text(200, Set_Cookie="session=1; Path=/")) as (transport, script, _):
        transport.request("GET", "/a")
        transport.request("GET", "/a")
    assert "cookie" not in script.seen[1].headers


def test_an_interruption_leaves_no_half_read_answer_behind() -> None:
    def interrupting(seconds: float) -> None:
        raise KeyboardInterrupt

    with asked(text(500, "old"), text(200, "new")) as (transport, _, clock):
        clock.sleep = interrupting  # type: ignore[method-assign]
        with pytest.raises(KeyboardInterrupt):
            transport.request("GET", "/a")
        assert transport.request("GET", "/b").body == b"new"


def test_waiting_in_slices_brings_answers_and_errors_alike() -> None:
    with asked(text(200, "ok"), reset, sliced=True) as (transport, _, _clock):
        assert transport.request("GET", "/a").body == b"ok"
        with pytest.raises(TransportError) as caught:
            transport.request("POST", "/a", body=b"{}", write=True)
    assert (caught.value.kind, caught.value.sent) == ("reset", True)


def test_every_thread_has_a_connection_of_its_own() -> None:
    with asked(text(200)) as (transport, script, _):
        transport.request("GET", "/a")
        other = threading.Thread(target=transport.request, args=("GET", "/a"))
        other.start()
        other.join()
    assert script.connections == 2


def test_a_closed_transport_opens_again_when_it_is_asked() -> None:
    with asked(text(200)) as (transport, script, _):
        transport.request("GET", "/a")
        transport.close()
        transport.request("GET", "/a")
    assert script.connections == 2


def test_a_missing_file_of_certificates_is_named() -> None:
    transport = Transport("https://localhost:1", lambda: KEY, ca_file="/no/such/file.pem", clock=HeldClock())
    with pytest.raises(TransportError) as caught:
        transport.request("GET", "/a")
    assert (caught.value.kind, caught.value.exit_status) == ("ca-file", 3)
    assert "/no/such/file.pem" in caught.value.message
