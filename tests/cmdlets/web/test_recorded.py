"""What PowerShell 7.6.9 printed for the same requests to the same server."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cmdlets.web.server import Server
from tests.formatting.running import Run

CASES = [json.loads(line) for line in Path(__file__).with_name("answers.jsonl").read_text("utf-8").splitlines()]
FRAME = """
$PSStyle.OutputRendering = 'PlainText'
$place = '{place}'; $u = "http://$place"
try {{ & {{ {code} }} 2>&1 4>&1 | Out-String -Width 160 }} catch {{
    "TERM: $($_.FullyQualifiedErrorId) | $($_.CategoryInfo) | $($_.Exception.GetType().FullName) |" +
    " $($_.Exception.Message) | details=$($_.ErrorDetails.Message)"
}}
"""


def _normal(text: str) -> str:
    """Without what differs from one program to another: the agent's name, what is unpacked."""
    text = re.sub(r'Mozilla[^"\n]*PowerShell/7.6.9|\bUA\b', "UA", text).replace("deflate, br", "deflate")
    text = re.sub(r"Reques….*", "Reques", text)
    return "\n".join(line.rstrip() for line in text.replace("\r", "").strip("\n").split("\n"))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_request_prints_what_powershell_prints(case: dict[str, str], server: Server) -> None:
    run = Run(FRAME.format(place=server.place, code=case["code"]), 160)
    shown = "".join(str(item) for item in run.objects)
    wanted = case["prints"].replace("{port}", server.place.partition(":")[2])
    assert _normal(shown) == _normal(wanted), run.errors
