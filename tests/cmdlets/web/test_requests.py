"""Files, repetitions, certificates of failure, and what a key must never do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cmdlets.web.server import FILE, Server, serving
from tests.formatting.running import Run


def run(code: str, server: Server) -> Run:
    """A snippet with `$u` the server."""
    return Run(f"$u = 'http://{server.place}'; {code}")


def test_a_download_goes_into_a_file(server: Server, tmp_path: Path) -> None:
    target = tmp_path / "answer.bin"
    assert run(f"irm $u/file -OutFile '{target}'", server).objects == []
    assert target.read_bytes() == FILE


def test_a_folder_gets_the_last_part_of_the_address(server: Server, tmp_path: Path) -> None:
    run(f"iwr $u/text -OutFile '{tmp_path}'", server)
    assert (tmp_path / "text").read_text("utf-8") == "hello wörld\n"


def test_pass_thru_gives_the_answer_as_well(server: Server, tmp_path: Path) -> None:
    target = tmp_path / "answer.json"
    shown = run(f"(irm $u/json-array -OutFile '{target}' -PassThru).a -join ','", server)
    assert shown.objects == ["1,2"]
    assert target.read_text("utf-8") == '[{"a":1},{"a":2}]'


def test_resume_asks_for_what_is_missing_only(server: Server, tmp_path: Path) -> None:
    target = tmp_path / "part.bin"
    target.write_bytes(b"abc")
    run(f"irm $u/file -OutFile '{target}' -Resume", server)
    assert target.read_bytes() == b"abc" + FILE[3:]
    whole = run(f"(iwr $u/file -OutFile '{target}' -Resume).StatusCode", server)
    assert whole.objects == [416]
    assert target.read_bytes() == b"abc" + FILE[3:]


def test_a_refused_download_leaves_the_old_file(server: Server, tmp_path: Path) -> None:
    target = tmp_path / "kept.txt"
    target.write_text("old", "utf-8")
    refused = run(f"try {{ irm $u/status/500 -OutFile '{target}' }} catch {{ $_.ErrorDetails.Message }}", server)
    assert '"errors"' in str(refused.objects[0])
    assert target.read_text("utf-8") == "old"


def test_a_file_is_sent(server: Server, tmp_path: Path) -> None:
    source = tmp_path / "body.json"
    source.write_text('{"ü":1}', "utf-8")
    sent = run(f"(irm $u/echo -Method Post -InFile '{source}' -ContentType application/json).body", server)
    assert str(sent.objects[0]).encode("latin-1").decode("utf-8") == '{"ü":1}'


def test_a_form_in_parts_carries_files(server: Server, tmp_path: Path) -> None:
    source = tmp_path / "note.txt"
    source.write_text("inside", "utf-8")
    code = f"(irm $u/echo -Method Post -Form @{{ f = (Get-Item '{source}'); l = 'a', 'b' }}).body"
    body = str(run(code, server).objects[0])
    assert "name=f; filename=note.txt; filename*=utf-8''note.txt" in body
    assert "\r\n\r\ninside\r\n" in body
    assert body.count("name=l") == 2


@pytest.mark.parametrize("times, answer", [(3, "True"), (1, "503")])
def test_a_request_is_repeated_as_often_as_asked(
    times: int, answer: str, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("glueshell.cmdlets.values.start_sleep.pause", waited.append)
    code = (
        f"try {{ (irm '$u/flaky?{times}'.Replace('$u', $u) -MaximumRetryCount {times} -RetryIntervalSec 7).ok }}"
        " catch { $_.Exception.Response.StatusCode.value__ }"
    )
    assert [str(item) for item in run(code, server).objects] == [answer]
    assert set(waited) == {7}


def test_what_is_said_on_the_verbose_stream(server: Server) -> None:
    said = run("irm '$u/echo?q=secret'.Replace('$u', $u) -Method Post -Body abc -Verbose 4>&1 | % { \"$_\" }", server)
    place = server.place
    assert said.objects[0] == (
        f"WebRequest: v1.1 POST http://{place}/echo with query length 8 with application/x-www-form-urlencoded payload"
        " with body size 3 B (3 bytes)"
    )
    assert "secret" not in "".join(str(item) for item in said.objects[:2])


def test_nobody_listening_is_an_error_with_powershells_words() -> None:
    code = (
        "try { irm http://127.0.0.1:1/x } catch { $_.Exception.GetType().FullName; $_.Exception.Message;"
        " $_.FullyQualifiedErrorId; $_.Exception.Response -eq $null }"
    )
    assert Run(code).objects == [
        "System.Net.Http.HttpRequestException",
        "Connection refused (127.0.0.1:1)",
        "WebCmdletWebResponseException,Microsoft.PowerShell.Commands.InvokeRestMethodCommand",
        True,
    ]


def test_the_idioms_of_community_scripts_read_a_refusal(server: Server) -> None:
    code = (
        "try { irm $u/status/422 -Method Post } catch { $_.Exception.Response.StatusCode.value__;"
        ' [int]$_.Exception.Response.StatusCode; "$($_.Exception.Response.StatusCode)";'
        " ($_.ErrorDetails.Message | ConvertFrom-Json).errors[0].status; $_.Exception.Response.ReasonPhrase }"
    )
    assert run(code, server).objects == [422, 422, "UnprocessableEntity", 422, "Unprocessable Entity"]


def test_a_key_never_follows_a_redirect_to_another_server(server: Server) -> None:
    with serving() as other:
        code = (
            f"(irm '$u/redirect?to=http://{other.place}/echo'.Replace('$u', $u)"
            " -Headers @{ 'x-api-key' = 'secret-of-this-server'; Accept = '*/*' }).headers.PSObject.Properties.Name"
        )
        names = [str(name) for name in run(code, server).objects]
        assert other.asked == ["GET /echo"]
    assert "Accept" in names
    assert "x-api-key" not in names


def test_cookies_stay_with_the_server_that_set_them(server: Server) -> None:
    with serving() as other:
        code = (
            f"$null = irm $u/cookie -SessionVariable s; (irm http://localhost:{other.place.split(':')[1]}/echo"
            " -WebSession $s).headers.Cookie; (irm $u/echo -WebSession $s).headers.Cookie"
        )
        assert run(code, server).objects == [None, "sid=abc; two=2"]


def test_headers_with_secrets_are_not_part_of_an_errors_text(server: Server) -> None:
    code = "try { irm $u/status/404 -Headers @{ 'x-api-key' = 'topsecret1' } } catch { \"$($_.TargetObject)\" }"
    text: Any = run(code, server).objects[0]
    assert "x-api-key: •••" in text
    assert "topsecret1" not in text


def test_service_point_manager_lines_do_nothing() -> None:
    code = (
        "[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12;"
        " [System.Net.ServicePointManager]::ServerCertificateValidationCallback = { $true }; 'on'"
    )
    assert Run(code).objects == ["on"]
