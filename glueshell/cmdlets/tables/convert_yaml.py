"""ConvertTo-Yaml, ConvertFrom-Yaml and Export-Yaml."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from glueshell.cmdlets.tables.export_text import TextExport
from glueshell.cmdlets.tables.packages import optional
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.errors import PSError
from glueshell.objects.json import from_json, to_json
from glueshell.objects.text import to_text

DEPTH = 100
# A document whose aliases stand for more values than this is made to hurt.
MOST_VALUES = 1_000_000
_FORMAT = "System.FormatException"


def yaml_text(value: object, depth: int = DEPTH) -> str:
    """A value as a YAML document, its names in their order."""
    yaml = optional("yaml")
    tree = json.loads(to_json(value, depth=depth, compress=True))
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(
        tree, Dumper=dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=2**31 - 1
    )
    # A single value ends with a mark that says so.
    return text.removesuffix("...\n") if not isinstance(tree, dict | list) else text


def yaml_values(text: str, *, as_hashtable: bool = False) -> Iterator[object]:
    """The documents of a YAML text as values; PSError for one that is none."""
    yaml = optional("yaml")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        documents: list[Any] = list(yaml.load_all(text, Loader=loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark is not None else ""
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise PSError(f"This is no YAML{where}: {reason}.", "InvalidYaml", "InvalidData", _FORMAT) from None
    except ValueError as error:
        raise PSError(f"This is no YAML: {error}.", "InvalidYaml", "InvalidData", _FORMAT) from None
    for document in documents:
        _measure(document, {}, set())
        yield from_json(json.dumps(document, default=_plain), as_hashtable)


def _plain(value: Any) -> object:
    """What JSON has no word for: dates in ISO form, sets as lists, bytes as Base64."""
    if isinstance(value, bytes):
        from base64 import b64encode

        return b64encode(value).decode("ascii")
    if isinstance(value, set):
        return list(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _measure(value: Any, known: dict[int, int], above: set[int]) -> int:
    """How many values a document stands for, aliases counted as often as they are used."""
    if not isinstance(value, dict | list):
        return 1
    key = id(value)
    if key in above:
        raise PSError("This YAML contains itself.", "InvalidYaml", "InvalidData", _FORMAT)
    if key not in known:
        above.add(key)
        items = value.values() if isinstance(value, dict) else value
        known[key] = 1 + sum(_measure(item, known, above) for item in items)
        above.discard(key)
    if known[key] > MOST_VALUES:
        raise PSError(f"This YAML stands for more than {MOST_VALUES:,} values.", "InvalidYaml", "InvalidData", _FORMAT)
    return known[key]


class ConvertToYaml(Cmdlet):
    """Writes objects as YAML; several make a list."""

    name = "ConvertTo-Yaml"
    dotnet_name = "GlueShell.ConvertToYaml"
    output_types = ("System.String",)
    examples = (
        Example(
            "[ordered]@{ name = 'Contoso'; sites = 'HQ', 'Bonn' } | ConvertTo-Yaml",
            "Names in their order.",
            "name: Contoso\nsites:\n- HQ\n- Bonn",
        ),
        Example("1, 2 | ConvertTo-Yaml", "Several objects.", "- 1\n- 2"),
    )
    links = ("ConvertFrom-Yaml", "Export-Yaml", "ConvertTo-Json")

    input_object = Parameter(
        "object",
        position=0,
        mandatory=True,
        from_pipeline=True,
        allow_null=True,
        allow_empty=True,
        allow_empty_collection=True,
        help="The objects to write.",
    )
    depth = Parameter("int", default=DEPTH, validators=(ValidateRange(0, 100),), help="So many levels down (100).")

    def begin(self) -> None:
        """Nothing collected yet."""
        optional("yaml")
        self._items: list[object] = []

    def process(self) -> None:
        """Collect: the number of objects decides between a value and a list."""
        self._items.append(self.input_object)

    def end(self) -> None:
        """Write the document."""
        if self._items:
            value = self._items[0] if len(self._items) == 1 else list(self._items)
            self.write(yaml_text(value, self.depth))


class ConvertFromYaml(Cmdlet):
    """Reads YAML into objects: every document of the text, a list's items one by one."""

    name = "ConvertFrom-Yaml"
    dotnet_name = "GlueShell.ConvertFromYaml"
    examples = (
        Example('("name: Contoso`nseats: 12" | ConvertFrom-Yaml).seats', "A value of a document.", "12"),
        Example("(ConvertFrom-Yaml '[a, b, c]').Count", "A list.", "3"),
    )
    links = ("ConvertTo-Yaml", "ConvertFrom-Json")

    input_object = Parameter(
        "string", position=0, mandatory=True, from_pipeline=True, allow_null=True, allow_empty=True, help="The text."
    )
    as_hashtable = Parameter("switch", help="Hashtables instead of objects.")
    no_enumerate = Parameter("switch", help="Passes a list on as one object.")

    def begin(self) -> None:
        """Nothing collected yet."""
        self._lines: list[str] = []

    def process(self) -> None:
        """Collect: a document comes line by line."""
        self._lines.append(to_text(self.input_object))

    def end(self) -> None:
        """Read the documents."""
        for value in yaml_values("\n".join(self._lines), as_hashtable=bool(self.as_hashtable)):
            if enumerable(value) and not self.no_enumerate:
                for item in iterate(value):
                    self.write(item)
            else:
                self.write(value)


class ExportYaml(TextExport):
    """Writes objects to a YAML file; several make a list."""

    name = "Export-Yaml"
    dotnet_name = "GlueShell.ExportYaml"
    examples = (
        Example(
            "[ordered]@{ name = 'Contoso'; seats = 12 } | Export-Yaml org.yml; Get-Content org.yml",
            "One object.",
            "name: Contoso\nseats: 12",
        ),
        Example(
            "'a', 'b' | Export-Yaml list.yml; (Get-Content list.yml -Raw | ConvertFrom-Yaml).Count",
            "Written and read back.",
            "2",
        ),
    )
    links = ("ConvertTo-Yaml", "ConvertFrom-Yaml", "Export-Json")

    depth = Parameter("int", default=DEPTH, validators=(ValidateRange(0, 100),), help="So many levels down (100).")

    def text(self, items: list[object]) -> str:
        """The document."""
        return yaml_text(items[0] if len(items) == 1 else list(items), self.depth)
