"""Test-Json."""

from __future__ import annotations

import re
from typing import Any

from glueshell.cmdlets.files.encodings import UTF8
from glueshell.cmdlets.files.targets import file_path
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.providers.provider import not_found
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.errors import PSError
from glueshell.objects.wildcard import has_wildcard

_TEXT = ("JsonString", "JsonStringWithSchemaString", "JsonStringWithSchemaFile")
_PATH = ("JsonPath", "JsonPathWithSchemaString", "JsonPathWithSchemaFile")
_LITERAL = ("JsonLiteralPath", "JsonLiteralPathWithSchemaString", "JsonLiteralPathWithSchemaFile")
_BY_SCHEMA = (_TEXT[1], _PATH[1], _LITERAL[1])
_BY_FILE = (_TEXT[2], _PATH[2], _LITERAL[2])
_NOT_VALID = "The JSON is not valid with the schema: {0} at '{1}'"


def _strict(text: str, *, comments: bool, commas: bool) -> Any:
    """The value of a JSON text; ValueError where it is none. A name that stands twice counts once, the last."""
    import json

    if comments or commas:
        text = _loosened(text, comments=comments, commas=commas)

    def refuse(name: str) -> None:
        raise ValueError(name)

    try:
        return json.loads(text, parse_constant=refuse)
    except RecursionError:
        raise ValueError from None


def _loosened(text: str, *, comments: bool, commas: bool) -> str:
    """The text without comments, and without commas before a closing bracket, as far as that is allowed."""
    string, comment = r'"(?:[^"\\]|\\.)*"', r"//[^\n]*|/\*.*?\*/"
    if comments:
        text = re.sub(f"({string})|{comment}", lambda found: found[1] or " ", text, flags=re.DOTALL)
    if commas:
        text = re.sub(rf"({string})|,(\s*[\]}}])", lambda found: found[1] or found[2], text, flags=re.DOTALL)
    return text


class TestJson(Cmdlet):
    """Tells whether a text is JSON, and whether it keeps to a schema; what is wrong comes as errors."""

    # pytest must not take it for tests.
    __test__ = False

    name = "Test-Json"
    default_set = "JsonString"
    dotnet_name = "Microsoft.PowerShell.Commands.TestJsonCommand"
    output_types = ("System.Boolean",)
    examples = (
        Example("'{\"id\": 5}' | Test-Json", "It is JSON.", "True"),
        Example(
            '\'{"id": "5"}\' | Test-Json -Schema \'{"properties": {"id": {"type": "integer"}}}\''
            " -ErrorAction SilentlyContinue",
            "It is not as the schema says.",
            "False",
        ),
    )
    links = ("ConvertFrom-Json", "ConvertTo-Json")

    json = Parameter(
        "string", placements={name: Placement(position=0, mandatory=True, from_pipeline=True) for name in _TEXT},
        help="The text.",
    )  # fmt: skip
    path = Parameter(
        "string", wildcards=True, help="The file; wildcards allowed.",
        placements={name: Placement(position=0, mandatory=True, from_pipeline_by_name=True) for name in _PATH},
    )  # fmt: skip
    literal_path = Parameter(
        "string", aliases=("PSPath", "LP"), help="The file, every character meant as it is written.",
        placements={name: Placement(position=0, mandatory=True, from_pipeline_by_name=True) for name in _LITERAL},
    )  # fmt: skip
    schema = Parameter(
        "string",
        sets=_BY_SCHEMA,
        position=1,
        mandatory=True,
        validators=(ValidateNotNullOrEmpty(),),
        help="A JSON Schema.",
    )
    schema_file = Parameter(
        "string", sets=_BY_FILE, position=1, mandatory=True, validators=(ValidateNotNullOrEmpty(),),
        help="A file that holds one.",
    )  # fmt: skip
    options = Parameter(
        "string[]", values=("IgnoreComments", "AllowTrailingCommas"), validators=(ValidateNotNullOrEmpty(),),
        help="What is let through.",
    )  # fmt: skip
    fetch_external_reference = Parameter(
        "switch", sets=(*_BY_SCHEMA, *_BY_FILE), help="Has no effect: a schema's references are looked for in itself."
    )

    def begin(self) -> None:
        """Read the schema."""
        self._schema: Any = True
        if self.schema_file is not None:
            self._schema = self._parsed_schema(self._file_text(self.schema_file), self.schema_file)
        elif self.schema is not None:
            self._schema = self._parsed_schema(self.schema, self.schema)

    def _file_text(self, given: str) -> str:
        try:
            with open(file_path(self, given), "rb") as file:
                return UTF8.decode(file.read())
        except OSError:
            error = PSError(
                f"Can not open JSON schema file: {given}", "JsonSchemaFileOpenFailure", "OpenError", "System.Exception"
            )
            self.throw(ErrorRecord(error, target=given))

    def _parsed_schema(self, text: str, target: str) -> Any:
        try:
            found = _strict(text, comments=False, commas=False)
        except ValueError:
            found = None
        if isinstance(found, dict | bool):
            return found
        self._bad_schema(target)
        return True

    def _bad_schema(self, target: str) -> None:
        error = PSError("Cannot parse the JSON schema.", "InvalidJsonSchema", "InvalidData", "System.Exception")
        self.write_error(ErrorRecord(error, target=target))

    def process(self) -> None:
        """Test one text."""
        from glueshell.objects.jsonschema import SchemaError, complaints

        text = self.json if self.json is not None else self._text()
        options = {option.lower() for option in self.options or ()}
        try:
            value = _strict(text, comments="ignorecomments" in options, commas="allowtrailingcommas" in options)
        except ValueError:
            error = PSError("Cannot parse the JSON.", "InvalidJson", "InvalidData", "System.Exception")
            self.write_error(ErrorRecord(error, target=text))
            self.write(False)
            return
        valid = True
        try:
            for said, place in complaints(value, self._schema):
                valid = False
                if said:
                    sentence = _NOT_VALID.format(said, place)
                    self.write_error(
                        ErrorRecord(
                            PSError(sentence, "InvalidJsonAgainstSchemaDetailed", "InvalidData", "System.Exception")
                        )
                    )
        except SchemaError:
            self._bad_schema(str(self.schema or self.schema_file))
        self.write(valid)

    def _text(self) -> str:
        given = self.path if self.path is not None else self.literal_path
        path = None
        if self.path is not None and has_wildcard(given):
            places = [place for place in self.engine.drives.expand(given) if not place.is_container]
            path = places[0].path if places else None
        else:
            path = file_path(self, given)
        try:
            with open(path or given, "rb") as file:
                return UTF8.decode(file.read())
        except OSError:
            error = not_found(given)
            error.exception_type = "System.Management.Automation.CmdletInvocationException"
            self.throw(ErrorRecord(error))
