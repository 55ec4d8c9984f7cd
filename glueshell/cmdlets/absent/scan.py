"""Reading a script before it runs: which commands, types, modules, drives and requirements it names are not here.

Nothing is run for it. What is guarded (asked for with Get-Command or Get-Module first), inside a `try` that catches, or
in a function that nothing in the file calls, only warns; what the file defines, or brings in from a file beside it, is
no finding.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any, Protocol

from glueshell.cmdlets.absent.families import FAMILIES
from glueshell.cmdlets.absent.findings import MESSAGES, Finding, Findings
from glueshell.cmdlets.absent.naming import COMMAND, DRIVE, MODULE, TYPE, family_of
from glueshell.language import ast
from glueshell.language.extents import LineMap

IMPORTS = ("import-module", "ipmo")
ASKS_COMMAND = ("get-command", "gcm")
ASKS_MODULE = ("get-module", "gmo", "find-module", "get-installedmodule")
MAKES_ALIAS = ("set-alias", "new-alias", "sal", "nal")
MAKES_OBJECT = ("new-object",)
MAKES_DRIVE = ("new-psdrive", "ndr", "mount")
JOINS = ("join-path",)
ADDS_TYPES = ("add-type",)
_SCRIPT = re.compile(r"(?i).+\.(?:ps1|gsh|psm1|psd1)")
_DRIVE = re.compile(r"([A-Za-z][\w.]+):(?:[\\/:]|$)")
_NAME = re.compile(r"[A-Za-z_][\w.\\:-]*")
_QUIET = ("silentlycontinue", "ignore", "0", "4")
_LEAVES = (ast.ExitStatementAst, ast.ThrowStatementAst, ast.ReturnStatementAst, ast.BreakStatementAst,
           ast.ContinueStatementAst)  # fmt: skip


class Script(Protocol):
    """A parsed script: a ParseResult, or what the engine keeps of one."""

    text: str
    ast: ast.ScriptBlockAst


class Known(Protocol):
    """What is there to be named; the session answers."""

    version: str

    def command(self, name: str) -> bool:
        """Whether a command of that name can be called."""

    def nearest(self, name: str) -> list[str]:
        """Commands of nearly that name."""

    def type(self, name: str) -> bool:
        """Whether a type of that name is known."""

    def module(self, name: str) -> bool:
        """Whether a module of that name or path can be imported."""

    def exports(self, name: str) -> set[str] | None:
        """The lower-case commands a module's manifest says it exports; None when it does not say."""

    def drive(self, name: str) -> bool:
        """Whether there is a drive of that name."""

    def read(self, path: str) -> Script | None:
        """The script at a path, parsed; None when there is none that parses."""


def scan(parsed: Script, known: Known, *, file: str) -> Findings:
    """What the script `parsed` (of `file`) and the scripts it brings in name that is not here."""
    findings = Findings(file)
    scanner = _Scanner(known, findings)
    scanner.collect(parsed, file)
    scanner.report()
    return findings


class _Scanner:
    """One scan: first what all files define, ask for and bring in, then what is named and not there."""

    def __init__(self, known: Known, findings: Findings) -> None:
        self.known = known
        self.findings = findings
        self.files: list[tuple[str, Script]] = []
        self.commands: set[str] = set()
        self.types: set[str] = set()
        self.drives: set[str] = set()
        self.called: set[str] = set()
        self.spaces: list[str] = []
        # Commands looked for with Get-Command whose absence ends the script itself, or is kept in a variable.
        self.asked: set[str] = set()
        # Whether something is brought in that cannot be read here: unknown names may come from there.
        self.open = False

    # -- what is there ----------------------------------------------------------------------------------------------

    def collect(self, parsed: Script, file: str, *, scanned: bool = True) -> None:
        """Note what a file defines; with what it dot-sources and calls."""
        if any(path == file for path, _ in self.files) or len(self.files) > 50:
            return
        if scanned:
            self.files.append((file, parsed))
        for node in parsed.ast.descendants():
            if isinstance(node, ast.FunctionDefinitionAst):
                self.commands.add(node.name.rpartition(":")[2].lower())
            elif isinstance(node, ast.TypeDefinitionAst):
                self.types.add(node.name.lower())
            elif isinstance(node, ast.UsingStatementAst) and node.kind == "Namespace" and node.name is not None:
                self.spaces.append(node.name.value)
            elif isinstance(node, ast.CommandAst):
                self._collect_command(node, file)
            elif isinstance(node, ast.AssignmentStatementAst):
                self._collect_assignment(node)
            elif isinstance(node, ast.IfStatementAst):
                self._collect_guard(node)

    def _collect_command(self, node: ast.CommandAst, file: str) -> None:
        name = _name_of(node)
        arguments = list(_constants(node))
        if node.invocation_operator != "Unknown" or (name is not None and _SCRIPT.fullmatch(name)):
            path = _path(node.command_elements[0], file)
            # A block, or a command in a variable, brings nothing in; a dot-sourced file of any name may.
            if node.invocation_operator == "Dot" or (path is not None and _SCRIPT.fullmatch(path)):
                self._bring(path, scanned=True)
        if name is None:
            return
        key = name.lower()
        self.called.add(key)
        if key in MAKES_ALIAS and arguments:
            self.commands.add(arguments[0].lower())
        elif key in MAKES_DRIVE:
            self.drives.update(each.lower() for each in arguments)
        elif key in IMPORTS:
            self._import(_first_value(node), file)

    def _import(self, value: ast.Ast | None, file: str) -> None:
        """Note what an imported module brings; what cannot be read here may bring anything."""
        name = value.value if isinstance(value, ast.StringConstantExpressionAst) else ""
        if name and not _looks_like_path(name):
            exported = self.known.exports(name)
            if exported is not None:
                self.commands.update(exported)
            elif self.known.module(name):
                self.open = True
            return
        path = _path(value, file)
        exported = None if path is None else self.known.exports(path)
        if exported is None:
            self._bring(path, scanned=False)
        else:
            self.commands.update(exported)

    def _bring(self, path: str | None, *, scanned: bool) -> None:
        """Note what a file defines that is dot-sourced, called or imported."""
        parsed = None if path is None else self.known.read(path)
        if parsed is None or path is None:
            self.open = True
        else:
            self.collect(parsed, path, scanned=scanned)

    def _collect_assignment(self, node: ast.AssignmentStatementAst) -> None:
        """`$has = Get-Command X`, `${function:X} = ...`."""
        left = node.left
        if isinstance(left, ast.VariableExpressionAst) and left.variable_path.lower().startswith("function:"):
            self.commands.add(left.variable_path.partition(":")[2].lower())
        self.asked.update(_asked(node.right, ASKS_COMMAND))

    def _collect_guard(self, node: ast.IfStatementAst) -> None:
        """`if (-not (Get-Command X)) { exit }`."""
        for condition, body in node.clauses:
            if any(isinstance(each, _LEAVES) for each in body.descendants()):
                self.asked.update(_asked(condition, ASKS_COMMAND))

    # -- what is not ------------------------------------------------------------------------------------------------

    def report(self) -> None:
        """Find what is named and not there, in every file."""
        for file, parsed in self.files:
            lines = LineMap(parsed.text)
            self._requirements(parsed, file)
            self._walk(parsed.ast, file, lines, parsed.text)

    def _requirements(self, parsed: Script, file: str) -> None:
        wanted = parsed.ast.script_requirements
        if wanted is None:
            return
        for name in wanted.modules:
            if not self.known.module(name):
                self._add(MODULE, name, file, _requires_line(parsed.text, name), False)
        if wanted.version is not None and _version(wanted.version) > _version(self.known.version):
            label = MESSAGES["version"].format(version=self.known.version)
            line = _requires_line(parsed.text, "version")
            self.findings.add(
                Finding("version", f"#Requires -Version {wanted.version}", label, file, line, None, False)
            )
        if wanted.editions and "core" not in map(str.lower, wanted.editions):
            line = _requires_line(parsed.text, "edition")
            name = f"#Requires -PSEdition {wanted.editions[0]}"
            self.findings.add(Finding("edition", name, MESSAGES["edition"], file, line, None, False))

    def _walk(self, tree: ast.Ast, file: str, lines: LineMap, text: str) -> None:
        # Nodes with whether what they name only warns; children are taken in the order of the text.
        waiting: list[tuple[ast.Ast, bool]] = [(tree, False)]
        while waiting:
            node, warns = waiting.pop()
            children: list[tuple[ast.Ast, bool]] = []
            if isinstance(node, ast.TryStatementAst):
                handled = warns or bool(node.catch_clauses)
                children = [(child, handled if child is node.body else warns) for child in node.children()]
            elif isinstance(node, ast.CatchClauseAst):
                children = [(node.body, warns)]
            elif isinstance(node, ast.AttributeAst):
                continue
            elif isinstance(node, ast.IfStatementAst):
                guarded = warns or any(_asks(condition) for condition, _ in node.clauses)
                conditions = {id(condition) for condition, _ in node.clauses}
                children = [(child, warns if id(child) in conditions else guarded) for child in node.children()]
            elif isinstance(node, ast.FunctionDefinitionAst):
                unused = node.name.rpartition(":")[2].lower() not in self.called
                children = [(child, warns or unused) for child in node.children()]
            else:
                line = lines.position(node.start)[0]
                if isinstance(node, ast.CommandAst):
                    self._command(node, file, line, warns)
                elif isinstance(node, (ast.TypeExpressionAst, ast.TypeConstraintAst)):
                    self._type(node.type_name.full_name, file, line, warns)
                children = [(child, warns) for child in node.children()]
            waiting += reversed(children)

    def _command(self, node: ast.CommandAst, file: str, line: int, warns: bool) -> None:
        name = _name_of(node)
        if name is not None and node.invocation_operator != "Dot":
            key = name.lower()
            plain = key.rpartition("\\")[2] if _NAME.fullmatch(name) else key
            if not _SCRIPT.fullmatch(name) and plain not in self.commands and not self.known.command(name):
                self._add(COMMAND, name, file, line, warns or plain in self.asked)
            if key in MAKES_OBJECT:
                self._object(node, file, line, warns)
            elif key in ADDS_TYPES:
                self._added(node, file, line, warns)
            elif key in IMPORTS:
                quiet = _quiet(node)
                for module in _constants(node, only_first=True):
                    if not _looks_like_path(module) and not self.known.module(module):
                        self._add(MODULE, module, file, line, warns or quiet)
        for text in _constants(node):
            drive = _DRIVE.match(text)
            if drive is not None and drive.group(1).lower() not in self.drives:
                self._drive(drive.group(1), file, line, warns)

    def _object(self, node: ast.CommandAst, file: str, line: int, warns: bool) -> None:
        for at, element in enumerate(node.command_elements):
            if isinstance(element, ast.CommandParameterAst) and "comobject".startswith(element.parameter_name.lower()):
                if len(element.parameter_name) > 2:
                    value = element.argument or next(iter(node.command_elements[at + 1 :]), None)
                    named = value.value if isinstance(value, ast.StringConstantExpressionAst) else ""
                    found = family_of(TYPE, "__ComObject")
                    label = "" if found is None else found.label
                    name = f"New-Object -ComObject {named}".rstrip()
                    self.findings.add(Finding("com", name, label, file, line, found, warns))
                    return
        for name in _constants(node, only_first=True):
            self._type(name, file, line, warns)

    def _added(self, node: ast.CommandAst, file: str, line: int, warns: bool) -> None:
        """Assemblies that cannot be loaded, code that cannot be compiled."""
        first = node.command_elements[1] if len(node.command_elements) > 1 else None
        what = first.parameter_name.lower() if isinstance(first, ast.CommandParameterAst) else "typedefinition"
        if what and ("assemblyname".startswith(what) or what == "an"):
            for name in _constants(node, only_first=True):
                family = family_of(MODULE, name)
                if family is not None:
                    shown = f"Add-Type -AssemblyName {name}"
                    self.findings.add(Finding("assembly", shown, family.label, file, line, family, warns))
        elif what and any(
            name.startswith(what) for name in ("typedefinition", "memberdefinition", "path", "literalpath")
        ):
            family = FAMILIES["csharp"]
            self.findings.add(Finding("code", "Add-Type", family.label, file, line, family, warns))

    def _type(self, name: str, file: str, line: int, warns: bool) -> None:
        key = name.lower().removesuffix("[]")
        if key in self.types or self.known.type(name):
            return
        if any(self.known.type(f"{space}.{name}") for space in self.spaces):
            return
        if any(part in self.types for part in re.findall(r"[\w.]+", key)[1:]):
            return
        self._add(TYPE, f"[{name}]", file, line, warns)

    def _drive(self, name: str, file: str, line: int, warns: bool) -> None:
        # Only what is known to be a drive elsewhere: anything else with a colon may be an address or a sentence.
        if family_of(DRIVE, name) is not None and not self.known.drive(name):
            self._add(DRIVE, f"{name}:", file, line, warns)

    def _add(self, kind: str, name: str, file: str, line: int, warns: bool) -> None:
        family = family_of(kind, name.strip("[]:") if kind in (TYPE, DRIVE) else name)
        if family is not None:
            label = family.label
        else:
            label = MESSAGES[f"unknown-{kind}"]
            warns = warns or (kind == COMMAND and self.open)
            near = self.known.nearest(name) if kind == COMMAND else []
            if near:
                label = MESSAGES["unknown-nearest"].format(names=", ".join(near))
        self.findings.add(Finding(kind, name, label, file, line, family, warns))


def _name_of(node: ast.CommandAst) -> str | None:
    """The name a command is called by when it is written out."""
    first = node.command_elements[0]
    return first.value if isinstance(first, ast.StringConstantExpressionAst) else None


def _constants(node: ast.CommandAst, *, only_first: bool = False) -> Iterator[str]:
    """The texts among a command's arguments; `only_first`: the first argument alone, of whatever name."""
    for element in node.command_elements[1:]:
        value: Any = element.argument if isinstance(element, ast.CommandParameterAst) else element
        found = False
        for each in value.elements if isinstance(value, ast.ArrayLiteralAst) else [value]:
            if isinstance(each, (ast.StringConstantExpressionAst, ast.ExpandableStringExpressionAst)):
                found = True
                yield each.value
        if only_first and (found or value is not None):
            return


def _first_value(node: ast.CommandAst) -> ast.Ast | None:
    for element in node.command_elements[1:]:
        value: ast.Ast | None = element.argument if isinstance(element, ast.CommandParameterAst) else element
        if value is not None:
            return value
    return None


def _quiet(node: ast.CommandAst) -> bool:
    """Whether a command is told to go on without a word when it fails."""
    elements = node.command_elements
    for at, element in enumerate(elements):
        if isinstance(element, ast.CommandParameterAst) and element.parameter_name.lower() in ("erroraction", "ea"):
            value: Any = element.argument or next(iter(elements[at + 1 :]), None)
            return str(getattr(value, "value", "")).lower() in _QUIET
    return False


def _asked(node: ast.Ast, commands: tuple[str, ...]) -> Iterator[str]:
    """The names that calls of `commands` inside of a node ask for."""
    for each in node.descendants():
        if isinstance(each, ast.CommandAst) and (_name_of(each) or "").lower() in commands:
            yield from (text.lower() for text in _constants(each))


def _asks(condition: ast.Ast) -> bool:
    return any(
        isinstance(each, ast.CommandAst) and (_name_of(each) or "").lower() in ASKS_COMMAND + ASKS_MODULE
        for each in condition.descendants()
    )


def _looks_like_path(name: str) -> bool:
    return bool(_SCRIPT.fullmatch(name)) or name[:1] in (".", "~", "$") or "/" in name or "\\" in name


def _path(node: ast.Ast | None, file: str) -> str | None:
    """The path a node writes out, with $PSScriptRoot and beside the script; None for one that is worked out."""
    folder = os.path.dirname(os.path.abspath(file))
    if isinstance(node, ast.ParenExpressionAst):
        calls = [each for each in node.descendants() if isinstance(each, ast.CommandAst)]
        if len(calls) == 1 and (_name_of(calls[0]) or "").lower() in JOINS:
            values = [each for each in calls[0].command_elements[1:] if not isinstance(each, ast.CommandParameterAst)]
            if len(values) == 2 and _is_root(values[0]) and isinstance(values[1], ast.StringConstantExpressionAst):
                return _joined(folder, values[1].value)
        return None
    if isinstance(node, ast.ExpandableStringExpressionAst):
        if len(node.nested_expressions) == 1 and _is_root(node.nested_expressions[0]):
            rest = re.sub(r"(?i)^\$\{?PSScriptRoot\}?[\\/]?", "", node.value)
            return None if rest == node.value else _joined(folder, rest)
        return None
    if isinstance(node, ast.StringConstantExpressionAst):
        return _joined("", node.value)
    return None


def _is_root(node: ast.Ast) -> bool:
    return isinstance(node, ast.VariableExpressionAst) and node.variable_path.lower() == "psscriptroot"


def _joined(folder: str, rest: str) -> str:
    return os.path.normpath(os.path.join(folder, rest.replace("\\", os.sep)))


def _requires_line(text: str, word: str) -> int:
    """The line of the `#requires` that says a word."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().lower().startswith("#requires") and word.lower() in line.lower():
            return number
    return 1


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])
