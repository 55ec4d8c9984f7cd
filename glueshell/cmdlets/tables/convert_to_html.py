"""ConvertTo-Html."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glueshell.cmdlets.objects.expressions import MISSING, PropertyExpression, expressions
from glueshell.cmdlets.tables.csv_text import cell_text
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNullOrEmpty, ValidatePattern
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.text import to_text

_W3 = "http://www.w3.org"
_STRICT = f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"  "{_W3}/TR/xhtml1/DTD/xhtml1-strict.dtd">'
_LOOSE = (
    f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"  "{_W3}/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)
_EQUIVALENT = ("content-type", "default-style", "x-ua-compatible")
_NAMED = ("application-name", "author", "description", "generator", "keywords", "viewport")
_NOT_EMPTY = (ValidateNotNullOrEmpty(),)
_SPECIAL = re.compile("[&<>\"'\xa0-\xff\U00010000-\U0010ffff]")
_NAMES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


def html_text(text: str) -> str:
    """Text as HTML: markup characters, Latin-1 letters and characters beyond the basic plane become entities."""
    return _SPECIAL.sub(lambda found: _NAMES.get(found[0]) or f"&#{ord(found[0])};", text)


class ConvertToHtml(Cmdlet):
    """Turns objects into a page or a table of HTML."""

    name = "ConvertTo-Html"
    default_set = "Page"
    dotnet_name = "Microsoft.PowerShell.Commands.ConvertToHtmlCommand"
    output_types = ("System.String",)
    examples = (
        Example("([pscustomobject]@{ Name = 'DC01' } | ConvertTo-Html -Fragment) -join ''", "A table alone.",
                "<table><colgroup><col/></colgroup><tr><th>Name</th></tr><tr><td>DC01</td></tr></table>"),
        Example("[pscustomobject]@{ a = 1 } | ConvertTo-Html -Title Report | Select-Object -Index 3", "A page.",
                "<title>Report</title>"),
    )  # fmt: skip
    links = ("ConvertTo-Csv", "Out-String")

    input_object = Parameter("psobject", from_pipeline=True, help="The objects.")
    property = Parameter("object[]", position=0, help="The columns: names, patterns or calculated properties.")
    body = Parameter("string[]", sets=("Page",), position=3, help="What the page's body begins with.")
    head = Parameter("string[]", sets=("Page",), position=1, help="What stands in the head instead of the title.")
    title = Parameter("string", sets=("Page",), position=2, validators=_NOT_EMPTY, default="HTML TABLE",
                      help="The page's title.")  # fmt: skip
    layout = Parameter(
        "string",
        name="As",
        values=("Table", "List"),
        default="Table",
        help="Table or List.",
        validators=(ValidateNotNullOrEmpty(),),
    )
    css_uri = Parameter(
        "uri",
        aliases=("cu", "uri"),
        sets=("Page",),
        validators=(ValidateNotNullOrEmpty(),),
        help="A style sheet to link to.",
    )
    fragment = Parameter("switch", sets=("Fragment",), help="The table alone.")
    post_content = Parameter("string[]", validators=_NOT_EMPTY, help="What follows the table.")
    pre_content = Parameter("string[]", validators=_NOT_EMPTY, help="What stands before the table.")
    meta = Parameter("hashtable", sets=("Page",), validators=_NOT_EMPTY, help="Names and contents of meta tags.")
    charset = Parameter("string", sets=("Page",), help="The character set the page says it has.",
                        validators=(*_NOT_EMPTY, ValidatePattern(r"^[A-Za-z0-9]\w+\S+[A-Za-z0-9]$")))  # fmt: skip
    transitional = Parameter("switch", sets=("Page",), help="XHTML transitional instead of strict.")

    def begin(self) -> Iterator[object]:
        """The page's beginning."""
        self._wanted = expressions(self, self.property, ("expression", "name", "width", "alignment"), loose=True)
        self._columns: list[PropertyExpression] | None = None
        self._several = False
        if not self.fragment:
            yield from self._page()
        yield from self.pre_content or ()
        yield "<table>"

    def _page(self) -> Iterator[object]:
        yield _LOOSE if self.transitional else _STRICT
        yield f'<html xmlns="{_W3}/1999/xhtml">'
        yield "<head>"
        if self.charset:
            yield f'<meta charset="{self.charset}">'
        if isinstance(self.meta, Hashtable):
            for key, content in self.meta.items():
                yield self._meta(to_text(key), to_text(content))
        yield from self.head if self.head is not None else (f"<title>{self.title}</title>",)
        if self.css_uri is not None:
            yield f'<link rel="stylesheet" type="text/css" href="{to_text(self.css_uri)}" />'
        yield "</head><body>"
        yield from self.body or ()

    def _meta(self, name: str, content: str) -> str:
        if name.lower() in _EQUIVALENT:
            return f'<meta http-equiv="{name}" content="{content}">'
        if name.lower() not in _NAMED:
            self.write_warning(
                "Accepted meta properties are content-type, default-style, application-name, author, description,"
                f" generator, keywords, x-ua-compatible, and viewport. The meta pair: {name} and {content} may not"
                " function correctly."
            )
        return f'<meta name="{name}" content="{content}">'

    def process(self) -> Iterator[object]:
        """A row of the table."""
        item = self.input_object
        if item is None:
            return
        first = self._columns is None
        columns = self._columns = self._settled(item) if self._columns is None else self._columns
        if not columns:
            return
        if self.layout.lower() == "list":
            if self._several:
                yield "<tr><td><hr></td></tr>"
            self._several = True
            for column in columns:
                yield f"<tr><td>{column.name}:</td><td>{self._cell(column, item)}</td></tr>"
            return
        if first:
            yield f"<colgroup>{''.join(map(_column, columns))}</colgroup>"
            yield f"<tr>{''.join(f'<th>{column.name}</th>' for column in columns)}</tr>"
        yield f"<tr>{''.join(f'<td>{self._cell(column, item)}</td>' for column in columns)}</tr>"

    def _settled(self, item: object) -> list[PropertyExpression]:
        if not self._wanted:
            return list(PropertyExpression("*").resolve(item))
        found = []
        for wanted in self._wanted:
            for column in wanted.resolve(item):
                if column.block is not None or column.read(item) is not MISSING:
                    found.append(column)
        return found

    def _cell(self, column: PropertyExpression, item: object) -> str:
        return html_text(cell_text(column.value(item)) or "")

    def end(self) -> Iterator[object]:
        """The page's end."""
        yield "</table>"
        yield from self.post_content or ()
        if not self.fragment:
            yield "</body></html>"


def _column(column: PropertyExpression) -> str:
    parts = ["<col"]
    if "width" in column.options:
        parts.append(f'width = "{to_text(column.options["width"])}"')
    if "alignment" in column.options:
        parts.append(f'align = "{to_text(column.options["alignment"])}"')
    return " ".join(parts) + "/>"
