"""The words after `glueshell run FILE` as a script's parameters: `-Name value`, `-Switch`, and the rest by position."""

from __future__ import annotations

from collections.abc import Sequence

from glueshell.objects.hashtable import Hashtable


def script_arguments(words: Sequence[str]) -> tuple[bool, Hashtable, list[object]]:
    """Whether -WhatIf was among them, the named parameters, and the others in order.

    `--` ends the names. A name followed by another name, or by nothing, is a switch. `$true`, `$false` and `$null` are
    what they say; everything else is text, converted by the script's own types.
    """
    named = Hashtable()
    others: list[object] = []
    what_if = False
    position = 0
    while position < len(words):
        word = words[position]
        position += 1
        if word == "--":
            others += [_value(rest) for rest in words[position:]]
            break
        if not _is_name(word):
            others.append(_value(word))
            continue
        name, colon, text = word[1:].partition(":")
        if colon:
            value = _value(text)
        elif position < len(words) and not _is_name(words[position]) and words[position] != "--":
            value = _value(words[position])
            position += 1
        else:
            value = True
        if name.lower() in ("whatif", "wi"):
            what_if = bool(value)
        else:
            named[name] = value
    return what_if, named, others


def _is_name(word: str) -> bool:
    return len(word) > 1 and word[0] == "-" and (word[1].isalpha() or word[1] == "_")


def _value(word: str) -> object:
    return {"$true": True, "$false": False, "$null": None}.get(word.lower(), word)
