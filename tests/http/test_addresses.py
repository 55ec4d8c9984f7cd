"""Where the key may go."""

from __future__ import annotations

import subprocess
import sys

import pytest

from glueshell.http import InsecureUrl, Transport, TransportError
from glueshell.http.addresses import BaseAddress, is_loopback


@pytest.mark.parametrize(
    "url",
    [
        "http://api.itglue.com", "ftp://api.itglue.com", "api.itglue.com", "https://", "https:///x", "",
        "https://user:pw@api.itglue.com", "https://api.itglue.com?x=1", "https://api.itglue.com/#a",
        "http://127.0.0.1.evil.example", "http://localhost.evil.example", "http://127.1", "https://api.itglue.com:port",
        "http://0x7f.0.0.1",
    ],
)  # fmt: skip
def test_an_address_the_key_must_not_go_to_is_refused(url: str) -> None:
    with pytest.raises(InsecureUrl) as caught:
        Transport(url, lambda: "ITG.k")
    assert caught.value.exit_status == 3
    assert "pw" not in caught.value.message


@pytest.mark.parametrize(
    "url, kept",
    [
        ("https://api.eu.itglue.com/", "https://api.eu.itglue.com"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:1/", "http://localhost:1"),
        ("http://[::1]:99", "http://[::1]:99"),
        ("https://gateway.example/itglue/", "https://gateway.example/itglue"),
    ],
)
def test_a_safe_address_is_taken_without_its_last_slash(url: str, kept: str) -> None:
    assert BaseAddress(url).url == kept


@pytest.mark.parametrize(
    "path",
    ["organizations", "//evil.example/x", "/a/../b", "/a?x=1", "/a#b", "/a b", "/a\r\nHost: x", "/ä", "", "/./a"],
)
def test_a_path_that_could_lead_elsewhere_is_refused(path: str) -> None:
    with pytest.raises(TransportError) as caught:
        BaseAddress("https://api.itglue.com").join(path)
    assert caught.value.kind == "bad-path"


def test_an_ordinary_path_is_joined() -> None:
    base = BaseAddress("https://gateway.example/itglue")
    assert base.join("/organizations/1/relationships/contacts") == (
        "https://gateway.example/itglue/organizations/1/relationships/contacts"
    )


def test_this_machine_is_known_by_its_names() -> None:
    assert all(is_loopback(host) for host in ("localhost", "127.0.0.1", "127.9.8.7", "::1"))
    assert not any(is_loopback(host) for host in ("128.0.0.1", "127.0.0", "example.com", "127.0.0.256"))


def test_requests_is_not_loaded_before_the_first_request() -> None:
    code = (
        "import sys; from glueshell.http import Transport; Transport('https://api.itglue.com', lambda: 'k');"
        "sys.exit(any(name in sys.modules for name in ('requests', 'urllib3', 'ssl', 'email')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
