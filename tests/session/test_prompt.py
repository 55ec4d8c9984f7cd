"""The prompt and the toolbar, at any width, with any name."""

from __future__ import annotations

import pytest

from glueshell.itglue.drafts import Draft
from glueshell.itglue.kinds import TagRef
from glueshell.itglue.schema import Field, TypeSchema
from glueshell.itglue.snapshot import Name
from glueshell.session.context import Context
from glueshell.session.prompt import columns, plain_text, prompt_fragments, shorten, toolbar_fragments

SCHEMA = TypeSchema(
    "33",
    "API Email Example",
    [
        Field("1", "Domains", "domains", "Tag", required=True, tag_type="Domains", order=1),
        Field("2", "Type", "type", "Select", required=True, options=("Office 365",), order=2),
        Field("3", "Email Servers", "email-servers", "Tag", tag_type="Configurations", order=3),
        Field("4", "Webmail URL", "webmail-url", "Text", order=4),
    ],
)
FROG = Name(31337, "Happy Frog")


def draft(**values: object) -> Draft:
    return Draft("7f3a", "a", 31337, "Happy Frog", SCHEMA, values)


@pytest.mark.parametrize(
    ("context", "built", "prompt"),
    [
        (Context(), None, "glueshell> "),
        (Context("US"), None, "US> "),
        (Context("US", FROG), None, "US Happy Frog> "),
        (Context("US", None, SCHEMA), None, "US API Email Example> "),
        (Context("US", FROG, SCHEMA), None, "US Happy Frog ▸ API Email Example> "),
        (Context("US", FROG, SCHEMA), draft(), "US Happy Frog ▸ API Email Example ✎0/4 *2> "),
        (Context("US", FROG, SCHEMA), draft(type="Office 365"), "US Happy Frog ▸ API Email Example ✎1/4 *1> "),
        (
            Context("US", FROG, SCHEMA),
            draft(type="Office 365", domains=(TagRef(1),)).in_state("unknown"),
            "US Happy Frog ▸ API Email Example ✎2/4 ?> ",
        ),
    ],
)
def test_what_the_prompt_says(context: Context, built: Draft | None, prompt: str) -> None:
    assert plain_text(prompt_fragments(context, built, width=120)) == prompt


def test_a_read_only_account_is_marked() -> None:
    fragments = prompt_fragments(Context("EU", FROG), None, width=80, read_only=True)
    assert plain_text(fragments) == "EU Happy Frog ◌> "


def test_a_sandbox_has_a_style_of_its_own() -> None:
    styles = [
        [style for style, _ in prompt_fragments(Context("US", FROG), None, width=80, sandbox=flag)]
        for flag in (True, False)
    ]
    assert styles[0] != styles[1]


def test_long_names_are_shortened_evenly_and_leave_room_for_typing() -> None:
    long = Context("US", Name(1, "The Very Long And Winding Company Name Ltd. & Co."), SCHEMA)
    prompt = plain_text(prompt_fragments(long, draft(), width=80))
    assert prompt == "US The Very Long An… ▸ API Email Example ✎0/4 *2> "
    assert columns(prompt) <= 50
    # At last six columns a name stay, whatever the width.
    narrow = plain_text(prompt_fragments(long, draft(), width=20))
    assert narrow == "US The V… ▸ API E… ✎0/4 *2> "


def test_wide_characters_count_double() -> None:
    context = Context("US", Name(1, "株式会社ハッピーフロッグ東京本社"))
    prompt = plain_text(prompt_fragments(context, None, width=50))
    assert prompt == "US 株式会社ハッピ…> "
    assert columns(prompt) == 20


@pytest.mark.parametrize(
    "name", ["\x1b]0;gone\x07", "a\x9b2Jb", "safe\u202eefas", "line\nbreak\ttab", "zero\u200bwidth"]
)
def test_no_name_touches_the_terminal(name: str) -> None:
    schema = TypeSchema("1", name, [Field("1", name, name, "Text", required=True)])
    context = Context("US", Name(1, name), schema)
    built = Draft("1", "a", 1, name, schema)
    shown = plain_text(prompt_fragments(context, built, width=200)) + plain_text(
        toolbar_fragments(context, built, account=name, sandbox=False, names_state="", width=200)
    )
    assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in shown)
    assert not any(character in shown for character in "\u202e\u200b")


def toolbar(context: Context, built: Draft | None, width: int = 80, sandbox: bool = True) -> str:
    return plain_text(
        toolbar_fragments(
            context, built, account="Contoso", sandbox=sandbox, names_state="names just read", width=width
        )
    )


def test_what_the_toolbar_says() -> None:
    nothing = Context("US")
    assert toolbar(nothing, None) == " sandbox  no organization selected " + " " * 28 + " names just read "
    context = Context("US", FROG, SCHEMA)
    assert "draft 7f3a: missing domains, type" in toolbar(context, draft())
    assert "draft 7f3a: complete" in toolbar(context, draft(type="Office 365", domains=(TagRef(1),)))
    assert "outcome unknown" in toolbar(context, draft().in_state("unknown"))
    assert toolbar(context, None, sandbox=False).startswith(" Contoso ")


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_toolbar_fills_the_line_and_no_more(width: int) -> None:
    assert columns(toolbar(Context("US", FROG, SCHEMA), draft(), width)) == width


def test_shortening() -> None:
    assert [shorten("Happy Frog", room) for room in (10, 9, 7, 1, 0)] == ["Happy Frog", "Happy Fr…", "Happy…", "…", ""]
