"""Comparing a parse with the answer recorded from PowerShell 7.6.9.

What is put aside on both sides, because we chose otherwise:

- the end-of-input token stands at the end of the text, not one behind it, and there is one of it;
- an empty block stands where it is, not at 0;
- a failed statement always names the keyword it began with;
- a method of a class holds its body itself, not through a function definition, and the call of the base
  constructor is visited like any other node.
"""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

from glueshell.language import parse
from tests.language.shape import errors_of, tokens_of, tree_of

GOLDEN = Path(__file__).parent / "golden"


def answers() -> list[dict[str, Any]]:
    """All recorded answers: code, tokens, errors, ast."""
    text = lzma.decompress((GOLDEN / "parses.jsonl.xz").read_bytes()).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def listed() -> dict[str, dict[str, Any]]:
    """Code -> the known difference: which fields differ, and the reason."""
    lines = (GOLDEN / "differences.jsonl").read_text(encoding="utf-8").splitlines()
    return {item["code"]: item for item in map(json.loads, lines)}


def differing(answer: dict[str, Any]) -> list[str]:
    """Which of tokens, flags, first-error, errors, incomplete and tree differ from the answer."""
    code = answer["code"]
    result = parse(code)
    fields: list[str] = []
    theirs = _clamp(json.loads(json.dumps(answer["tokens"])), len(code))
    while len(theirs) > 1 and theirs[-2][0] == "EndOfInput":
        theirs.pop()
    ours = tokens_of(result)
    if [each[:3] for each in theirs] != [each[:3] for each in ours]:
        fields.append("tokens")
    elif theirs != ours:
        fields.append("flags")
    their_errors = [list(each) for each in answer["errors"]]
    our_errors = errors_of(result)
    if their_errors[:1] != our_errors[:1]:
        fields.append("first-error")
    elif their_errors != our_errors:
        fields.append("errors")
    if any(each[3] for each in their_errors) != result.incomplete:
        fields.append("incomplete")
    if not _same_tree(_clamp([list(each) for each in answer["ast"]], len(code)), tree_of(result), code):
        fields.append("tree")
    return fields


def _clamp(shapes: list[list[Any]], length: int) -> list[list[Any]]:
    for shape in shapes:
        shape[1], shape[2] = min(shape[1], length), min(shape[2], length)
        if len(shape) > 4 and isinstance(shape[4], list):
            _clamp(shape[4], length)
    return shapes


def _same_tree(theirs: list[list[Any]], ours: list[list[Any]], code: str) -> bool:
    for each in theirs:
        if each[0] == "ConstantExpressionAst" and each[3].startswith("Double:"):
            each[3] = f"Double:{float(each[3][7:].replace('Infinity', 'inf'))}"
    theirs = [each for each in theirs if not _set_aside_of_theirs(each, code)]
    for each in (*theirs, *ours):
        if each[0] == "ErrorStatementAst" and not each[3].startswith("Switch"):
            each[3] = ""
    known = {json.dumps(each) for each in theirs}
    ours = [each for each in ours if json.dumps(each) in known or not _set_aside_of_ours(each)]
    present = {json.dumps(each) for each in ours}
    theirs = [each for each in theirs if json.dumps(each) in present or not _is_empty_block(each)]
    return sorted(theirs) == sorted(ours)


def _is_empty_block(node: list[Any]) -> bool:
    return (node[0] == "StatementBlockAst" and node[3] == "0:0") or (
        node[0] == "NamedBlockAst" and node[3].endswith(":0")
    )


def _set_aside_of_theirs(node: list[Any], code: str) -> bool:
    if node[0] == "FunctionDefinitionAst":
        return code[node[1] : node[1] + 6].lower() not in ("functi", "filter", "workfl")
    return node[1] == node[2] == 0 and len(code) > 0


def _set_aside_of_ours(node: list[Any]) -> bool:
    if node[0] == "BaseCtorInvokeMemberExpressionAst" or _is_empty_block(node):
        return True
    return node[1] == node[2] and node[3] in ("", "BareWord:.ctor", "this:False") and node[0] != "ErrorExpressionAst"
