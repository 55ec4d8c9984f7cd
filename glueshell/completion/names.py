"""Candidates that are names of the language's own: commands, keywords, operators, variables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from glueshell.completion import recorded
from glueshell.completion.candidates import COMMAND, KEYWORD, OPERATOR, PERSON, SCRIPT, TEXT, VARIABLE, Candidate
from glueshell.completion.literals import UNKNOWN, variable
from glueshell.completion.powershell import AUTOMATIC, DRIVES, NOTES, OWN_TYPES, SCOPES, tooltip_of
from glueshell.completion.quoting import quote
from glueshell.completion.ranking import best
from glueshell.completion.site import path_to
from glueshell.language import ast as nodes
from glueshell.language.names import is_bareword
from glueshell.language.tokens import DASH_OPERATORS
from glueshell.objects.collation import sort_text
from glueshell.objects.hashtable import Hashtable

if TYPE_CHECKING:
    from glueshell.completion.site import CommandNameSite, LabelSite, OperatorSite, VariableSite

#: What the operators do, by the name after the dash; the ones that tell case apart are offered once asked for.
OPERATORS: dict[str, str] = {
    "eq": "equal", "ne": "not equal", "gt": "greater", "ge": "greater or equal", "lt": "less", "le": "less or equal",
    "like": "matches a wildcard pattern", "notlike": "does not match a wildcard pattern",
    "match": "matches a regular expression", "notmatch": "does not match a regular expression",
    "replace": "replaces what a regular expression matches", "contains": "the collection holds the value",
    "notcontains": "the collection does not hold the value", "in": "the value is in the collection",
    "notin": "the value is not in the collection", "and": "both are true", "or": "one is true",
    "xor": "exactly one is true",
    "is": "is of the type", "isnot": "is not of the type", "as": "converted to the type, or null",
    "split": "splits text", "join": "joins texts", "f": "formats text",
    "band": "bits in both", "bor": "bits in either", "bxor": "bits in exactly one", "shl": "bits to the left",
    "shr": "bits to the right",
}  # fmt: skip

#: Keywords that begin a statement.
STATEMENTS: tuple[str, ...] = (
    "if", "foreach", "for", "while", "do", "switch", "function", "filter", "try", "throw", "trap", "return", "break",
    "continue", "exit", "param", "begin", "process", "end", "class", "enum", "using",
)  # fmt: skip

#: With more commands than this in a list none is loaded for the sake of its synopsis.
MAX_SYNOPSES = 40

#: Where a person looks first among commands that answer equally well; families not named here come after these.
FAMILIES: tuple[str, ...] = ("drafts", "itglue", "session")

#: The family of other modules' commands, two hundred of them, and what a word holds that asks for one.
ADOPTED, ASKING = "compat", "itg"

_SCOPES = frozenset(("global", "script", "local", "private", "variable", "using"))
_OWN_NAMES = {name.lower(): name for name in OWN_TYPES}

_AUTOMATIC = {
    "true": "Boolean true", "false": "Boolean false", "null": "nothing", "_": "the object in the pipeline",
    "PSItem": "the object in the pipeline", "args": "arguments without a parameter",
    "Error": "the errors so far, newest first",
}  # fmt: skip


def commands(site: CommandNameSite, view: Any) -> list[Candidate]:
    """Cmdlets, functions and aliases, then keywords; files where the word is a path."""
    if view.exact:
        from glueshell.completion.files import files

        here = files(site.word, view, site.quote) if site.word else []
        if not site.word or site.quote or any(separator in site.word for separator in "/\\~"):
            return here
        return [*here, *_named(site, view), *_programs(site, view)]
    if any(separator in site.word for separator in "/\\"):
        return _scripts(site, view)
    return _named(site, view)


def _programs(site: CommandNameSite, view: Any) -> list[Candidate]:
    """Programs that no command here has the name of."""
    from glueshell.completion.files import programs

    taken = {name.lower() for name in view.commands.names()}
    return [each for each in programs(site.word) if each.value.lower() not in taken]


def _named(site: CommandNameSite, view: Any) -> list[Candidate]:
    table = view.commands
    aliases = {alias.name.lower(): alias.target for alias in table.all_aliases()}
    found = [
        Candidate(name, kind=COMMAND, style_hint="alias" if name.lower() in aliases else "") for name in table.names()
    ]
    known = {candidate.value.lower() for candidate in found}
    own = {node.name: node for node in view.functions() if not node.start < view.cursor <= node.end}
    found += [Candidate(name, kind=COMMAND, tooltip=name) for name in own if name.lower() not in known]
    if site.word and not site.quote:
        found += [Candidate(word, kind=KEYWORD, detail="keyword", audience=PERSON) for word in STATEMENTS]
    if not view.exact:
        found = _ours_first(site.word, found, table)
    found = best(site.word, found, lambda candidate: (candidate.value,), strict=True)
    loaded = recorded.LOADED | {recorded.module(name) for name in table.resolved()} if view.exact else None
    for candidate in found:
        if candidate.style_hint == "alias":
            target = aliases[candidate.value.lower()]
            candidate.detail, candidate.tooltip = f"→ {target}", target
        elif candidate.kind == COMMAND and candidate.value not in own:
            candidate.tooltip = _Syntax(table, candidate.value, loaded)
            if len(found) <= MAX_SYNOPSES and not view.exact:
                candidate.detail = getattr(table.find(candidate.value), "synopsis", "")
        if site.quote or " " in candidate.value:
            candidate.text = quote(candidate.value, site.quote)
    return found


def _ours_first(word: str, found: list[Candidate], table: Any) -> list[Candidate]:
    """For a person: what this shell is for before the rest, other modules' commands only for a word that means them."""
    adopted = {candidate.value for candidate in found if table.family(candidate.value) == ADOPTED}
    meant = ASKING in word.lower()
    kept = [candidate for candidate in found if meant or candidate.value not in adopted]
    begun = word.lower()
    if not meant and adopted and not any(candidate.value.lower().startswith(begun) for candidate in kept):
        kept = found
    return sorted(kept, key=lambda candidate: _place(table.family(candidate.value), candidate))


def _place(family: str, candidate: Candidate) -> int:
    if candidate.kind == KEYWORD:
        return len(FAMILIES) + 1
    return FAMILIES.index(family) if family in FAMILIES else len(FAMILIES)


class _Syntax:
    """The tooltip of a command: its syntax, which is only made for whoever looks."""

    __slots__ = ("_loaded", "_name", "_table")

    def __init__(self, table: Any, name: str, loaded: Collection[str] | None = None) -> None:
        self._table = table
        self._name = name
        self._loaded = loaded

    def __call__(self) -> str:
        from glueshell.engine.help import syntax_lines

        command = self._table.find(self._name)
        if command is None:
            return self._name
        said = {} if self._loaded is None else recorded.command(command)
        if said:
            # A module that nothing was called from yet is not loaded, and PowerShell does not load it to tell more.
            return str(said["syntax"]) if self._loaded and said["module"] in self._loaded else f"{self._name}\n"
        return "\n" + "\n\n".join(syntax_lines(command)) + "\n"


def labels(site: LabelSite, view: Any) -> list[Candidate]:
    """The labels of the loops around the place."""
    around = path_to(view.parsed.ast, site.start, site.end)
    found = [name for node in around if isinstance(name := getattr(node, "label", None), str)]
    offers = [Candidate(name, kind=TEXT, tooltip=view.parsed.text) for name in dict.fromkeys(reversed(found))]
    return best(site.word, offers, lambda candidate: (candidate.value,), strict=True)


def _scripts(site: CommandNameSite, view: Any) -> list[Candidate]:
    """Scripts to run and the folders they are in; one whose name needs quotes is called with `&`."""
    from glueshell.completion.paths import PathCompleter

    found = list(PathCompleter(endings=(".gsh", ".ps1")).entries(site.word, view.folder))
    for candidate in found:
        # A path may begin with a dot, which alone would be an operator.
        if site.quote or not is_bareword("x" + candidate.value):
            written = quote(candidate.value, site.quote, bare=False)
            candidate.text = written if site.quote else f"& {written}"
    return found


def operators(site: OperatorSite, view: Any) -> list[Candidate]:
    """Operators behind a value."""
    word = site.word.lstrip("-").lower()
    spellings = [*OPERATORS, *(name for name in DASH_OPERATORS if name not in OPERATORS)]
    found = []
    for name in sorted(spellings) if view.exact else spellings:
        if not name.startswith(word):
            continue
        plain = name if name in OPERATORS else name[1:]
        suffix = "" if name in OPERATORS else ", case-sensitive" if name[0] == "c" else ", any case"
        # The ones that tell case apart are offered once their first letter is there, the one for one value never.
        wanted = name in OPERATORS or (word != "" and name[0] in "ic" and name not in ("not", "bnot"))
        detail = OPERATORS.get(plain, "") + suffix
        found.append(
            Candidate(
                "-" + name,
                None if not view.exact else name,
                OPERATOR,
                detail,
                value="-" + name,
                tooltip=tooltip_of(name),
                audience="" if wanted else SCRIPT,
            )
        )
    return found


def variables(site: VariableSite, view: Any) -> list[Candidate]:
    """Variables of the session, those the text itself assigns, and the names in a drive (`$env:`)."""
    prefix, colon, word = site.word.rpartition(":")
    drive = prefix.lower()
    # Lower-case name -> name, detail, tooltip, audience.
    known: dict[str, tuple[str, str, str, str]] = {}
    word = word if colon else site.word
    if colon and drive not in _SCOPES:
        for name in view.drive_names(drive):
            known.setdefault(name.lower(), (name, f"in {prefix}:", name, ""))
    else:
        for name, value in view.variables().items():
            audience = SCRIPT if name in ("?", "^", "$") else ""
            known.setdefault(name.lower(), (name, _about(value), _told(name, value), audience))
        for name in _assigned(view, colon != ""):
            known.setdefault(name.lower(), (name, "in this text", _told_of_text(name, view), ""))
        for name in OWN_TYPES if view.exact else ():
            known.setdefault(name.lower(), (name, "", _told_of_own(name), SCRIPT))
        for name, about in _AUTOMATIC.items() if not colon else ():
            if not view.exact or name.lower() in _OWN_NAMES:
                known.setdefault(name.lower(), (name, about, _told_of_own(name), ""))
    if view.exact:
        found = sorted(known.values(), key=lambda row: sort_text(row[0]) if colon else (row[0].upper(), ""))
    else:
        found = sorted(known.values(), key=lambda row: row[0].lower())
    shown = [(f"{prefix}:{name}" if colon else name, name, about, told, who) for name, about, told, who in found]
    if not colon and view.exact:
        shown += _others(known, view)
    candidates = [
        Candidate(
            _written(full, site),
            name.removesuffix(":") if name.removesuffix(":") in DRIVES else name,
            VARIABLE,
            about,
            value=name,
            tooltip=told,
            audience=audience,
        )
        for full, name, about, told, audience in shown
    ]
    return best(word, candidates, lambda candidate: (candidate.value,), strict=True)


def _others(known: Collection[str], view: Any) -> Iterator[tuple[str, str, str, str, str]]:
    """What PowerShell tells behind the variables: the environment, names without a value, drives and scopes."""
    for name in sorted(view.drive_names("env")):
        yield f"env:{name}", f"env:{name}", "", f"[string]env:{name}", SCRIPT
    for name in AUTOMATIC:
        if name.lower() not in known:
            yield name, name, "", name, SCRIPT
    for drive, says in DRIVES.items():
        yield drive + ":", drive + ":", "", says, SCRIPT
    for scope in SCOPES:
        yield scope, scope, "", scope, SCRIPT


def _written(name: str, site: VariableSite) -> str:
    plain = all(char.isalnum() or char in "_:?" for char in name)
    if plain and not site.braced:
        return site.sigil + name
    escaped = name.replace("`", "``").replace("{", "`{").replace("}", "`}")
    return site.sigil + "{" + escaped + "}"


def _told(name: str, value: object) -> str:
    """PowerShell's words: `[int]$count`, with a note for its own variables; the name alone for null."""
    from glueshell.objects.typeinfo import type_of

    note = NOTES.get(name.lower(), "")
    if value is None:
        return f"{name} - {note}" if note else name
    own = OWN_TYPES.get(_OWN_NAMES.get(name.lower(), ""))
    if own and not isinstance(value, (int, float)):
        return _told_of_own(name)
    info = type_of(value)
    kind = info.short_name
    if info.full_name == "System.Management.Automation.PSCustomObject":
        kind = "psobject"
    kind = kind.rpartition(".")[2] if "[" not in kind else kind
    return f"[{kind}]${name}" + (f" - {note}" if note else "")


def _told_of_own(name: str) -> str:
    """PowerShell's words of a variable of its own, which has there the type that PowerShell gives it."""
    own = _OWN_NAMES.get(name.lower(), name)
    note, kind = NOTES.get(name.lower(), ""), OWN_TYPES.get(own, "")
    return (f"[{kind}]${own}" if kind else own) + (f" - {note}" if note else "")


def _told_of_text(name: str, view: Any) -> str:
    value = variable(name, view)
    if value is not UNKNOWN and value is not None and not view.runs_over(name):
        return _told(name, value)
    constraint = _declared_type(name, view)
    if constraint:
        return f"[{constraint}]${name}"
    given = view.assignment(name)
    if given is None or view.runs_over(name):
        return name
    from glueshell.completion.kinds import statement_types

    types = statement_types(given, view)
    return f"[{types[0].short_name.rpartition('.')[2]}]${name}" if types else name


def _declared_type(name: str, view: Any) -> str:
    """The type of a parameter that the text declares, or nothing."""
    from glueshell.objects.typeinfo import resolve_type

    for node in view.parsed.ast.descendants():
        if isinstance(node, nodes.ParameterAst) and node.name.variable_path.lower() == name.lower():
            tied = next((each for each in node.attributes if isinstance(each, nodes.TypeConstraintAst)), None)
            info = None if tied is None else resolve_type(tied.type_name.full_name)
            return "Object" if tied is None else "" if info is None else info.short_name.rpartition(".")[2]
    return ""


def _about(value: object) -> str:
    """Type and, for a plain value, a look at it."""
    from glueshell.objects.typeinfo import type_of

    if value is None:
        return "null"
    name = f"[{type_of(value).short_name}]"
    if isinstance(value, (bool, int, float, str)):
        text = str(value)
        return f"{name} {text if len(text) <= 40 else text[:39] + '…'}"
    if isinstance(value, (list, dict, Hashtable)):
        return f"{name} {len(value)}"
    return name


def _assigned(view: Any, everywhere: bool) -> Iterable[str]:
    """The names of variables in the text; for a script those that it gives values before the cursor."""
    if view.exact and not everywhere:
        yield from view.assigned_names()
        return
    for node in view.parsed.ast.descendants():
        if isinstance(node, nodes.VariableExpressionAst) and not node.start < view.cursor <= node.end:
            name = node.variable_path
            if ":" not in name and name not in ("_", "?", "^", "$"):
                yield name
