"""Join-String."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from glueshell.cmdlets.objects.expressions import PropertyExpression, expressions
from glueshell.completion.candidates import TEXT, Candidate, CompletionContext
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.objects.enumeration import elements
from glueshell.objects.text import format_operator, to_text

_SEPARATORS = (
    ("','", "Comma"), ("', '", "Comma-Space"), ("';'", "Semi-Colon"), ("'; '", "Semi-Colon-Space"),
    ('"`n"', "Newline"), ("'-'", "Dash"), ("' '", "Space"),
)  # fmt: skip
_FORMATS = ("'[{0}]'", "'{0:N2}'", '"`n    `${0}"', '"`n    [string] `${0}"')


def separators(context: CompletionContext) -> Iterator[Candidate]:
    """Offers what is usual between things, ready to insert."""
    for written, name in _SEPARATORS:
        shown = written.strip('"')
        yield Candidate(written, name, value=name, tooltip=f"{shown} - {name}", literal=True, in_order=True)


def formats(context: CompletionContext) -> Iterator[Candidate]:
    """Offers formats for each thing, ready to insert."""
    for written in _FORMATS:
        shown = written[1:-1]
        yield Candidate(written, shown, TEXT, value=shown, tooltip=shown, literal=True, in_order=True)


class JoinString(Cmdlet):
    """Joins objects, or a property of each, into one text."""

    name = "Join-String"
    default_set = "default"
    dotnet_name = "Microsoft.PowerShell.Commands.Utility.JoinStringCommand"
    output_types = ("System.String",)
    examples = (
        Example("1..3 | Join-String -Separator ', '", "With something between.", "1, 2, 3"),
        Example("'a', 'b' | Join-String -SingleQuote -Separator ', '", "Each in quotes.", "'a', 'b'"),
    )
    links = ("Out-String",)

    property = Parameter(
        "object",
        label="pspropertyexpression",
        position=0,
        help="The property of each to join: a name or a script block.",
    )
    separator = Parameter("string", position=1, completer=separators, help="What stands between ($OFS, else nothing).")
    output_prefix = Parameter("string", aliases=("op",), default="", help="What stands before.")
    output_suffix = Parameter("string", aliases=("os",), default="", help="What stands behind.")
    single_quote = Parameter("switch", sets=("SingleQuote",), help="Each in single quotes.")
    double_quote = Parameter("switch", sets=("DoubleQuote",), help="Each in double quotes.")
    format_string = Parameter("string", sets=("Format",), completer=formats, help="A format for each: '<{0}>'.")
    use_culture = Parameter("switch", help="Has no effect but on -FormatString, which is the culture's.")
    input_object = Parameter("object", label="psobject[]", from_pipeline=True, help="The objects.")

    def begin(self) -> None:
        """Nothing collected yet."""
        self._texts: list[str] = []
        found = expressions(self, self.property, ())
        self._expression: PropertyExpression | None = found[0] if found else None

    def receiver(self) -> Callable[[object], None]:
        """Collect every object's text."""
        return self._add_each

    def process(self) -> None:
        """Collect the object given as an argument."""
        if self.is_bound("InputObject"):
            self._add_each(self.input_object)

    def end(self) -> None:
        """Write the text."""
        separator = to_text(self.engine.get_variable("OFS") if self.separator is None else self.separator)
        self.write(f"{self.output_prefix}{separator.join(self._texts)}{self.output_suffix}")

    def _add_each(self, item: object) -> None:
        # What comes is one or more: an array that was kept whole on the way is opened here.
        for each in elements(item):
            self._add(each)

    def _add(self, item: object) -> None:
        if item is None:
            return
        value = item if self._expression is None else self._expression.value(item)
        if self.format_string is not None:
            text = format_operator(self.format_string, [value])
        else:
            text = to_text(value)
        if self.single_quote:
            text = f"'{text}'"
        elif self.double_quote:
            text = f'"{text}"'
        self._texts.append(text)
