"""Completers of parameters that name properties of what comes down the pipeline (`Select-Object Na<Tab>`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from glueshell.completion.candidates import PROPERTY, Candidate, CompletionContext

# Key of a calculated property -> what PowerShell says of it.
_KEYS: Mapping[str, str] = {
    "Name": "[string]\nSpecifies the name of the property being created.",
    "Label": "[string]\nSpecifies the name of the property being created.",
    "Expression": "[scriptblock]\nA script block used to calculate the value of the new property.",
    "Ascending": "[bool]\nSpecifies the order of sorting for one or more properties.",
    "Descending": "[bool]\nSpecifies the order of sorting for one or more properties.",
    "FormatString": "[string]\nSpecifies a format string that defines how the value is formatted for output.",
    "Width": (
        "[int]\nSpecifies the maximum column width in a table when the value is displayed."
        "\nThe value must be greater than 0."
    ),
    "Alignment": (
        "[string]\nDefine how the values are displayed in a column.\nValid values are 'left', 'center', or 'right'."
    ),
}
_VALUES: Mapping[str, tuple[str, ...]] = {
    "alignment": ("Left", "Center", "Right"),
    "ascending": ("$true", "$false"),
    "descending": ("$true", "$false"),
}


def input_properties(context: CompletionContext) -> Iterator[Candidate]:
    """Offers the properties of the objects that reach the command, as far as the text and the declarations tell."""
    for known in context.input_properties():
        yield Candidate(known.name, kind=PROPERTY, detail=known.type, tooltip=known.tooltip, audience=known.audience)


def compared_value(context: CompletionContext) -> Iterable[Candidate]:
    """Offers what the property of `Where-Object Property -eq` can be; PowerShell offers nothing there."""
    if context.view.exact:
        return ()
    from glueshell.completion.values import values_of

    return values_of(str(context.bound.get("Property", "")), context.input_properties(), context.view, context.word)


class CalculatedProperties:
    """Offers input properties, and in `@{ }` the keys of a calculated one that the command reads."""

    __slots__ = ("_keys",)

    def __init__(self, *keys: str) -> None:
        self._keys = keys

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        """The input's properties."""
        return input_properties(context)

    def keys(self, context: CompletionContext) -> Iterator[Candidate]:
        """The keys."""
        for key in self._keys:
            tooltip = _KEYS[key]
            detail = tooltip.partition("\n")[2].replace("\n", " ")
            yield Candidate(key, kind=PROPERTY, detail=detail, tooltip=tooltip)

    def key_values(self, context: CompletionContext) -> Iterator[Candidate]:
        """Values of the keys that have a closed list; names of properties for an expression."""
        words = _VALUES.get(context.key.lower())
        if words is not None:
            for word in words:
                yield Candidate(word, literal=word.startswith("$"))
