"""Keys in the line editor, and what the person sees after each of them."""

from __future__ import annotations

import pytest

from glueshell.shell.editor import HelpRequest
from glueshell.shell.history import LineHistory
from tests.shell.driving import (
    ALT_ENTER,
    CTRL_C,
    CTRL_D,
    CTRL_R,
    DOWN,
    ENTER,
    ESC,
    F1,
    F5,
    LEFT,
    SHIFT_TAB,
    TAB,
    UP,
    Kept,
    Person,
    edit,
    editor,
    terminal,
)


def test_enter_runs_a_whole_line() -> None:
    async def steps(person: Person) -> None:
        await person.press("Get-Organization", ENTER)
        assert not person.running

    with terminal() as host:
        assert edit(editor(host), steps) == "Get-Organization"


def test_enter_continues_a_line_that_is_not_complete() -> None:
    async def steps(person: Person) -> None:
        await person.press("if ($x) {", ENTER)
        assert person.line == "if ($x) {\n^"
        assert person.screen[0].startswith("EU Happy Frog> if ($x) {")
        assert person.screen[1].startswith(">>")
        await person.press("1", ENTER)
        assert person.running
        await person.press("}", ENTER)
        assert not person.running

    with terminal() as host:
        assert edit(editor(host), steps) == "if ($x) {\n1\n}"


def test_a_line_with_an_error_is_run_not_continued() -> None:
    async def steps(person: Person) -> None:
        await person.press("1 +* 2", ENTER)
        assert not person.running

    with terminal() as host:
        assert edit(editor(host), steps) == "1 +* 2"


def test_alt_enter_makes_a_new_line() -> None:
    async def steps(person: Person) -> None:
        await person.press("1", ALT_ENTER, "2")
        assert person.line == "1\n2^"
        await person.press(ENTER)

    with terminal() as host:
        assert edit(editor(host), steps) == "1\n2"


def test_tab_takes_the_only_candidate() -> None:
    async def steps(person: Person) -> None:
        await person.press("get-o", TAB)
        assert person.line == "Get-Organization^"
        assert person.menu == []
        await person.press(ENTER)

    with terminal() as host:
        assert edit(editor(host), steps) == "Get-Organization"


def test_tab_writes_what_all_have_in_common_then_opens_the_menu() -> None:
    async def steps(person: Person) -> None:
        await person.press("org hap", TAB)
        assert person.line == "org 'Happy ^"
        assert person.menu == ["Happy Frog", "Happy Toad"]
        await person.press(TAB)
        assert person.menu == [">Happy Frog", "Happy Toad"]
        assert person.line == "org 'Happy Frog'^"
        await person.press(TAB)
        assert person.line == "org 'Happy Toad'^"
        await person.press(SHIFT_TAB)
        assert person.line == "org 'Happy Frog'^"
        await person.press(ENTER)
        assert person.running, "the press that takes an item must not run the line"
        assert person.menu == []
        await person.press(ENTER)
        assert not person.running

    with terminal() as host:
        assert edit(editor(host), steps) == "org 'Happy Frog'"


def test_enter_without_a_marked_item_runs_the_line() -> None:
    async def steps(person: Person) -> None:
        await person.press("trait ", TAB)
        assert person.menu == ["domains", "type", "email-servers", "location", "webmail-url"]
        await person.press(ENTER)
        assert not person.running

    with terminal() as host:
        assert edit(editor(host), steps) == "trait "


def test_escape_closes_the_menu_and_gives_back_what_was_typed() -> None:
    async def steps(person: Person) -> None:
        await person.press("trait ", TAB, TAB)
        assert person.line == "trait domains^"
        await person.press(ESC)
        assert person.line == "trait ^"
        assert person.menu == []
        await person.press("x", ENTER)

    with terminal() as host:
        assert edit(editor(host), steps) == "trait x"


def test_the_open_menu_follows_the_typing_and_shuts_at_the_next_word() -> None:
    async def steps(person: Person) -> None:
        await person.press("trait ", TAB, "w")
        assert person.menu == ["webmail-url"]
        await person.press(" ")
        assert person.menu == []
        await person.press(CTRL_C)

    with terminal() as host, pytest.raises(KeyboardInterrupt):
        edit(editor(host), steps)


def test_typing_alone_opens_no_menu() -> None:
    async def steps(person: Person) -> None:
        await person.press("trait t")
        assert person.menu == []
        await person.press(CTRL_C)

    with terminal() as host, pytest.raises(KeyboardInterrupt):
        edit(editor(host), steps)


def test_arrow_keys_move_in_the_menu() -> None:
    async def steps(person: Person) -> None:
        await person.press("trait ", TAB, DOWN, DOWN)
        assert person.line == "trait type^"
        await person.press(UP)
        assert person.line == "trait domains^"
        await person.press(CTRL_C)

    with terminal() as host, pytest.raises(KeyboardInterrupt):
        edit(editor(host), steps)


def test_the_menu_shows_details_beside_the_names_in_the_given_order() -> None:
    async def steps(person: Person) -> None:
        await person.press("trait ", TAB)
        shown = [line.split() for line in person.screen[1:6]]
        assert shown == [
            ["domains", "required"],
            ["type", "required"],
            ["email-servers", "optional"],
            ["location", "set"],
            ["webmail-url", "optional"],
        ]
        await person.press(CTRL_C)

    with terminal() as host, pytest.raises(KeyboardInterrupt):
        edit(editor(host), steps)


def test_a_hostile_name_is_harmless_in_menu_and_line() -> None:
    async def steps(person: Person) -> None:
        await person.press("org ", TAB)
        assert "Müller␛[31m" in person.menu
        assert not any("\x1b" in line for line in person.screen)
        await person.press("mu")
        await person.press(ESC, TAB)
        assert person.line == 'org "Müller`e[31m"^'
        await person.press(CTRL_C)

    with terminal() as host, pytest.raises(KeyboardInterrupt):
        edit(editor(host), steps)


def test_completion_in_the_middle_of_a_word_replaces_all_of_it() -> None:
    async def steps(person: Person) -> None:
        await person.press("Get-Orgxx", LEFT, LEFT, TAB)
        assert person.line == "Get-Organization^"
        await person.press(CTRL_C)

    with terminal() as host, pytest.raises(KeyboardInterrupt):
        edit(editor(host), steps)


def test_the_toolbar_says_what_is_still_being_read() -> None:
    async def steps(person: Person) -> None:
        await person.press("Use-Other x", TAB)
        assert person.line == "Use-Other x^"
        assert person.screen[-1].endswith("still reading: organizations")
        await person.press(CTRL_C)

    with terminal() as host, pytest.raises(KeyboardInterrupt):
        edit(editor(host), steps)


def test_pasted_lines_stay_in_the_line_until_enter() -> None:
    async def steps(person: Person) -> None:
        await person.press("\x1b[200~Get-Organization\nRemove-It\n\x1b[201~")
        assert person.running
        assert person.line == "Get-Organization\nRemove-It\n^"
        await person.press(CTRL_C)

    with terminal() as host, pytest.raises(KeyboardInterrupt):
        edit(editor(host), steps)


def test_ctrl_c_leaves_the_line_and_ctrl_d_the_shell() -> None:
    async def drop(person: Person) -> None:
        await person.press("Get-Org", CTRL_C)

    async def leave(person: Person) -> None:
        await person.press("x", CTRL_D)
        assert person.running, "Ctrl+D in a line with text deletes"
        await person.press("\x7f", CTRL_D)

    with terminal() as host:
        line = editor(host)
        with pytest.raises(KeyboardInterrupt):
            edit(line, drop)
        with pytest.raises(EOFError):
            edit(line, leave)


def test_f1_asks_for_help_on_the_command_under_the_cursor() -> None:
    async def steps(person: Person) -> None:
        await person.press("Get-Organization -First 3", F1)

    with terminal() as host:
        asked = edit(editor(host), steps)
    assert isinstance(asked, HelpRequest)
    assert (asked.topic, asked.text, asked.cursor) == ("Get-Organization", "Get-Organization -First 3", 25)


def test_f5_has_the_names_read_again() -> None:
    calls: list[str] = []

    async def steps(person: Person) -> None:
        await person.press("Get", F5)
        assert calls == ["refresh"]
        assert person.line == "Get^"
        await person.press(CTRL_C)

    with terminal() as host, pytest.raises(KeyboardInterrupt):
        edit(editor(host, refresh=lambda: calls.append("refresh")), steps)


def test_up_goes_back_to_lines_that_begin_alike() -> None:
    async def steps(person: Person) -> None:
        await person.press("Get-O", UP)
        assert person.line.replace("^", "") == "Get-Organization -First 3"
        await person.press(ENTER)

    with terminal() as host:
        history = LineHistory(Kept(["trait type x", "Get-Organization -First 3", "Get-Configuration"]))
        assert edit(editor(host, history=history), steps) == "Get-Organization -First 3"


def test_ctrl_r_searches_the_history() -> None:
    async def steps(person: Person) -> None:
        await person.press(CTRL_R, "Conf", ENTER)
        assert person.line.replace("^", "") == "Get-Configuration"
        await person.press(ENTER)

    with terminal() as host:
        history = LineHistory(Kept(["trait type x", "Get-Configuration"]))
        assert edit(editor(host, history=history), steps) == "Get-Configuration"


def test_what_the_history_keeps_is_what_comes_back() -> None:
    kept = Kept()

    async def first(person: Person) -> None:
        await person.press("Connect s3cret", ENTER)

    async def second(person: Person) -> None:
        await person.press(UP)
        assert person.line.replace("^", "") == "Connect •••"
        await person.press(CTRL_C)

    with terminal() as host:
        line = editor(host, history=LineHistory(kept))
        assert edit(line, first) == "Connect s3cret"
        with pytest.raises(KeyboardInterrupt):
            edit(line, second)
    assert kept.lines == ["Connect •••"]


def test_prompt_and_toolbar_are_asked_for_each_time_and_made_harmless() -> None:
    organization = ["Happy Frog"]

    async def steps(person: Person) -> None:
        assert person.screen[0] == "Happy Frog>"
        organization[0] = "Blue\x1b[2J\nNewt"
        await person.press("1")
        assert person.screen[0] == "Blue␛[2J␊Newt> 1"
        assert person.screen[-1].startswith("names 4 min old")
        assert person.screen[-1].endswith("Tab · F1 help")
        await person.press(CTRL_C)

    with terminal() as host, pytest.raises(KeyboardInterrupt):
        line = editor(
            host,
            prompt=lambda width: [("class:prompt.organization", organization[0]), ("", "> ")],
            toolbar=lambda width: [("", "names 4 min old".ljust(width))],
        )
        edit(line, steps)


def test_the_toolbar_shows_the_whole_detail_of_the_marked_item() -> None:
    async def steps(person: Person) -> None:
        await person.press("trait ", TAB)
        assert person.screen[-1].endswith("Tab chooses · Esc closes")
        await person.press(TAB)
        assert person.screen[-1].endswith("required")
        await person.press(CTRL_C)

    with terminal() as host, pytest.raises(KeyboardInterrupt):
        edit(editor(host), steps)


def test_the_first_paint_is_told_once() -> None:
    told: list[str] = []

    async def steps(person: Person) -> None:
        await person.press("1", "2")
        assert person.screen[0].endswith("> 12")
        assert told == ["painted"]
        await person.press(ENTER)

    with terminal() as host:
        line = editor(host, after_first_paint=lambda: told.append("painted"))
        edit(line, steps)
        edit(line, steps)
    assert told == ["painted"]


def test_one_parse_an_edit_serves_colour_enter_and_tab() -> None:
    with terminal() as host:
        line = editor(host)

        async def steps(person: Person) -> None:
            await person.press("1", "2", "3")
            assert person.screen[0].endswith("> 123")
            before = line.parsed.count
            await person.press(TAB)
            assert person.screen[0].endswith("> 123")
            await person.press(ENTER)
            assert line.parsed.count == before
            assert before <= 3

        assert edit(line, steps) == "123"


def test_a_long_detail_is_cut_at_the_menus_width_and_names_stay_readable() -> None:
    from glueshell.completion import Candidate, Completion
    from glueshell.shell.completer import menu_items

    candidates = [
        Candidate("n" * 60, detail="d" * 200),
        Candidate("short", detail="漢字" * 60),
        Candidate("r" * 60, "r" * 60 + "*"),
    ]
    items = menu_items(Completion(0, 0, candidates), 0, 80)
    assert [item.display_text for item in items] == ["n" * 34 + "…", "short", "r" * 33 + "…*"]
    first, second, _ = (item.display_meta_text for item in items)
    assert (len(first), first[-1]) == (40, "…")
    assert second == "漢字" * 9 + "漢" + "…"


def test_a_menu_with_long_details_stays_in_its_rows() -> None:
    async def steps(person: Person) -> None:
        await person.press("Get-", TAB)
        rows = [row for row in person.screen[1:] if row.strip()]
        assert len(rows) <= 9
        assert all(len(row) <= 40 for row in rows)
        await person.press(CTRL_C)

    with terminal(columns=40) as host, pytest.raises(KeyboardInterrupt):
        edit(editor(host), steps)
