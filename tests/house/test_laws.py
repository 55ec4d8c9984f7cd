"""The laws of the house that neither the linter nor the layer contracts can say."""

import ast
import re
import tomllib

import pytest

from tests.house.source import PACKAGE, ROOT, docstrings, modules, name, room, tree

COMMAND = re.compile(
    r"\b(?:Get|Set|New|Remove|Use|Add|Clear|Test|Save|Restore|Submit|Edit|Connect|Disconnect|Format|Out|Write|Select|Sort|Where|"
    r"ForEach|Measure|Group|Invoke|Start|Stop|Import|Export|ConvertTo|ConvertFrom|Unlock|Undo|Show|Find|Open|Update|Join|Tee)"
    r"-[A-Z][A-Za-z]+\b"
)
# Rooms that carry commands without knowing any: they are declared above, in cmdlets.
NAMELESS_ROOMS = ("language", "objects", "http", "itglue", "engine", "formatting", "completion")
LONGEST = 700


def test_no_room_below_names_a_command() -> None:
    found = []
    for path in modules():
        if room(path) not in NAMELESS_ROOMS:
            continue
        spared = docstrings(tree(path))
        found += [
            f"{name(path)}:{node.lineno}: {node.value!r}"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in spared
            and COMMAND.search(node.value)
        ]
    assert not found, "\n".join(found)


def test_no_module_keeps_mutable_state() -> None:
    found = []
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Global):
                found.append(f"{name(path)}:{node.lineno}: global {', '.join(node.names)}")
        for node in tree(path).body:
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AnnAssign)
                else []
            )
            if isinstance(
                getattr(node, "value", None), ast.Dict | ast.List | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
            ):
                found += [
                    f"{name(path)}:{node.lineno}: {target.id}"
                    for target in targets
                    if isinstance(target, ast.Name) and not re.fullmatch(r"_?[A-Z][A-Z0-9_]*|__\w+__", target.id)
                ]
    assert not found, "\n".join(found)


def test_nothing_is_posix_only() -> None:
    forbidden_modules = {"fcntl", "pwd", "grp", "termios", "tty", "resource", "pty"}
    forbidden_calls = re.compile(r"\bos\.(exec\w+|fork|getuid|geteuid|setsid|killpg)\b")
    found = []
    for path in [*modules(), *sorted((ROOT / "scripts").glob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            found += [
                f"{name(path)}:{node.lineno}: import {item}"
                for item in names
                if item.split(".")[0] in forbidden_modules
            ]
            if isinstance(node, ast.Attribute) and forbidden_calls.search(ast.unparse(node)):
                found.append(f"{name(path)}:{node.lineno}: {ast.unparse(node)}")
    assert not found, "\n".join(found)


def test_only_approval_makes_grants() -> None:
    makers = {
        name(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "WriteGrant"
    }
    assert makers <= {"glueshell/session/approval.py"}


def test_only_the_store_opens_the_state_database() -> None:
    openers = {
        name(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "sqlite3.connect"
    }
    assert openers <= {"glueshell/session/store.py", "glueshell/sandbox/store.py"}


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_file_is_one_thing(path) -> None:  # type: ignore[no-untyped-def]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert ast.get_docstring(tree(path)), "a module says in its docstring what lives there"


def test_every_package_is_shipped() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        shipped = set(tomllib.load(file)["tool"]["setuptools"]["packages"])
    packages = {".".join(path.parent.relative_to(ROOT).parts) for path in PACKAGE.rglob("__init__.py")}
    assert shipped == packages | {"glueshell.examples"}


def test_the_project_speaks_of_itself_alone() -> None:
    words = re.compile(r"sub-?agent|\bclaude\b|anthropic|\bLLM\b|/work/", re.IGNORECASE)
    found = []
    for folder in ("glueshell", "tests", "scripts", "docs"):
        for path in (ROOT / folder).rglob("*"):
            if (
                path.suffix in {".py", ".md", ".toml", ".gsh", ".txt"}
                and path.name != "test_laws.py"
                and "__pycache__" not in path.parts
            ):
                found += [
                    f"{name(path)}:{number}: {line.strip()[:100]}"
                    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
                    if words.search(line)
                ]
    assert not found, "\n".join(found)
