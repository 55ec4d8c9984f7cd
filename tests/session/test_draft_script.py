"""A draft written as a script: readable, and nothing in it is more than text."""

from __future__ import annotations

import pytest

from glueshell.itglue.drafts import Draft
from glueshell.itglue.kinds import TagRef
from glueshell.itglue.schema import Field, TypeSchema
from glueshell.itglue.snapshot import Name, Snapshot
from glueshell.language import parse
from glueshell.language.ast_statements import CommandAst, PipelineAst
from glueshell.session.draft_script import draft_script

FIELDS = [
    Field("1", "Domains", "domains", "Tag", required=True, tag_type="Domains", order=1),
    Field("2", "Type", "type", "Select", required=True, options=("Office 365",), order=2),
    Field("3", "Signed", "signed", "Checkbox", order=3),
    Field("4", "Seats", "seats", "Number", order=4),
    Field("5", "Notes", "notes", "Textbox", order=5),
]
SCHEMA = TypeSchema("33", "API Email Example", FIELDS)
HOSTILE = [
    "it's",
    "a\nGet-Date",
    "$(Get-Date)",
    "`e",
    '"',
    "; Remove-Draft",
    "\x1b[2J",
    "safe\u202eefas $x `n \u201d",
    "tab\x00\x9b$(x)",
    "# no comment",
    "‘curly’",
    "-Force",
    "@x",
    "a,b",
    "",
]


def draft(organization: str = "Happy Frog", **values: object) -> Draft:
    return Draft("7f3a", "a", 31337, organization, SCHEMA, values)


def commands(text: str) -> list[tuple[str, list[object]]]:
    """Every command of a script with the constant values of its arguments."""
    parsed = parse(text)
    assert parsed.errors == []
    found = []
    assert parsed.ast.end_block is not None
    for statement in parsed.ast.end_block.statements:
        assert isinstance(statement, PipelineAst)
        (command,) = statement.pipeline_elements
        assert isinstance(command, CommandAst)
        head, *arguments = command.command_elements
        values = [item for argument in arguments for item in getattr(argument, "elements", [argument])]
        for value in values:
            assert type(value).__name__ in (
                "StringConstantExpressionAst",
                "ConstantExpressionAst",
                "VariableExpressionAst",
            )
        found.append((getattr(head, "value", ""), [getattr(value, "value", None) for value in values]))
    return found


def test_it_reads_like_what_a_person_would_type() -> None:
    built = draft(
        domains=(TagRef(501, "happyfrog.example"), TagRef(509, "mail.happyfrog.example")),
        signed=True,
        seats=25,
        notes="two\nlines",
    )
    lines = draft_script(built).splitlines()
    assert lines[0] == "# API Email Example in Happy Frog"
    assert lines[1:4] == ["Use-Organization 'Happy Frog'", "Use-FlexibleAssetType 'API Email Example'", "New-Draft"]
    assert "# 501 happyfrog.example, 509 mail.happyfrog.example" in lines
    assert "Set-Trait signed $true" in lines
    assert lines[-1] == "# missing: type (Select, required)"
    assert commands(draft_script(built)) == [
        ("Use-Organization", ["Happy Frog"]),
        ("Use-FlexibleAssetType", ["API Email Example"]),
        ("New-Draft", []),
        ("Set-Trait", ["domains", "happyfrog.example", "mail.happyfrog.example"]),
        ("Set-Trait", ["signed", None]),
        ("Set-Trait", ["seats", 25]),
        ("Set-Trait", ["notes", "two\nlines"]),
    ]


def test_a_tag_goes_by_its_id_where_the_name_would_not_do() -> None:
    twins = [Name(1, "twin", 31337), Name(2, "twin", 31337), Name(3, "only", 31337), Name(4, "only", 9)]
    built = draft(domains=(TagRef(1, "twin"), TagRef(3, "only"), TagRef(5, "")))
    script = draft_script(built, Snapshot().with_names("domains", twins))
    assert ("Set-Trait", ["domains", 1, "only", 5]) in commands(script)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    built = draft(organization=text or "x", domains=(TagRef(1, text),), notes=text)
    script = draft_script(built)
    assert not any(character < " " and character != "\n" for character in script)
    found = commands(script)
    assert [name for name, _ in found] == [
        "Use-Organization",
        "Use-FlexibleAssetType",
        "New-Draft",
        "Set-Trait",
        "Set-Trait",
    ]
    assert found[0][1] == [text or "x"]
    assert found[3][1] == ["domains", text or 1]
    assert found[4][1] == ["notes", text]
