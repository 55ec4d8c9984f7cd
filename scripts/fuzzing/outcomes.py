"""What a difference comes to, without a word of the programs it was found with."""

from __future__ import annotations

import re
from typing import Any

from fuzzing.running import Answer

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|\d+")


def outcome(facet: str, wanted: Any, got: Any, whole_wanted: Answer, whole_got: Answer) -> str:
    """PowerShell's outcome and ours, in types and error ids: `System.Int32 <> InvalidCast`."""
    if facet == "broken":
        return "<> " + _QUOTED.sub("_", str(got))[:80]
    mine, theirs = _summary(whole_got), _summary(whole_wanted)
    return f"{facet}: {theirs} <> {mine}" if mine != theirs else f"{facet}: {theirs} <> another {_aspect(wanted, got)}"


def _summary(answer: Answer) -> str:
    words = [each[0].removeprefix("System.") for each in answer["output"]]
    words += ["!" + each["id"].split(",")[0] for each in answer["errors"]]
    if answer["terminating"]:
        words.append("!!" + answer["terminating"]["id"].split(",")[0])
    words += ["parse " + each.split()[0] for each in answer["parse"] or ()]
    words += ["host"] * len(answer["host"]) + ["warning"] * len(answer["warnings"])
    if len(words) > 4:
        words = [*words[:4], "…"]
    return " ".join(words) or "nothing"


def _aspect(wanted: Any, got: Any) -> str:
    if isinstance(wanted, list) and isinstance(got, list) and len(wanted) == len(got):
        for theirs, mine in zip(wanted, got):
            if theirs != mine and isinstance(theirs, dict) and isinstance(mine, dict):
                return next((name for name in theirs if theirs[name] != mine.get(name)), "value")
    if isinstance(wanted, dict) and isinstance(got, dict):
        return next((name for name in wanted if wanted[name] != got.get(name)), "value")
    return "value"
