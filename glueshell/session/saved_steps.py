"""The statements of recorded lines: what each does, what it needs, and which of them do it all again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from glueshell.session.vocabulary import command

if TYPE_CHECKING:
    from glueshell.engine.commands import Command
    from glueshell.session.recording import Entry

Find = Callable[[str], "Command | None"]

# What commands of these verbs do ends with what they show or hand on.
LOOKING = frozenset(
    {"get", "format", "select", "where", "sort", "group", "measure", "test", "find", "compare", "convertto",
     "convertfrom", "join", "split", "resolve", "show", "write", "foreach", "search", "read"}
)  # fmt: skip
LOOKING_NOUNS = frozenset(
    {("out", "host"), ("out", "default"), ("out", "string"), ("out", "null"), ("import", "csv"), ("new", "timespan"),
     ("new", "guid"), ("new", "object"), ("clear", "host"), ("out", "gridview"), ("start", "sleep")}
)  # fmt: skip
# What concerns the sitting itself and is no part of what was done.
OF_THE_SITTING = frozenset(
    command(what).lower()
    for what in ("save_session", "history", "repeat", "add_history", "clear_history", "start_transcript",
                 "stop_transcript", "unlock", "connect", "disconnect")
)  # fmt: skip
KINDS = {
    command(what).lower(): what
    for what in ("select_organization", "select_type", "make_type", "new_draft", "set_trait", "add_trait",
                 "clear_trait", "submit", "restore_draft", "remove_draft")
}  # fmt: skip
WITH_EFFECT_OUTSIDE = frozenset({"file", "directory", "environment", "console"})
# What the language itself sets.
ALWAYS_SET = frozenset(
    {"_", "args", "error", "false", "foreach", "home", "host", "input", "iswindows", "islinux", "ismacos",
     "lastexitcode", "matches", "maximumhistorycount", "myinvocation", "null", "ofs", "pid", "profile",
     "psboundparameters", "pscmdlet", "pscommandpath", "psculture", "psdefaultparametervalues", "psitem",
     "psscriptroot", "psstyle", "psversiontable", "pwd", "sender", "stacktrace", "switch", "this", "true",
     "?", "$", "^"}
)  # fmt: skip
PREFERENCES = frozenset({"whatifpreference"})


class Step:
    """One statement: what it does (`kind`, a word of the vocabulary or ''), and whether anything is left of it.

    `reads` and `writes` are the variables and functions it needs and makes, in lower case; one that it `replaces` is
    not needed from before. A `simple` one builds the draft and does nothing else; `key` is the field it is about, in
    the spelling that all spellings share. `names` are its commands, in lower case, aliases followed.
    """

    __slots__ = (
        "effect", "entry", "key", "kind", "names", "node", "number", "reads", "replaces", "simple", "source", "writes",
    )  # fmt: skip

    def __init__(self, entry: Entry, number: int, node: Any, source: str) -> None:
        self.entry = entry
        self.number = number
        self.node = node
        self.source = source
        self.effect = False
        self.kind = ""
        self.key = ""
        self.simple = False
        self.reads: set[str] = set()
        self.writes: set[str] = set()
        self.replaces = ""
        self.names: list[str] = []

    @property
    def text(self) -> str:
        """The statement as it was typed."""
        return self.source[self.node.start : self.node.end]

    @property
    def of_the_sitting(self) -> bool:
        """Whether it concerns the sitting itself."""
        return any(name in OF_THE_SITTING for name in self.names)


def statements_before(source: str, place: int) -> int:
    """How many statements of a text end ahead of a place in it."""
    from glueshell.language import parse

    block = parse(source).ast.end_block
    return sum(1 for node in (block.statements if block is not None else ()) if node.end <= place)


def steps_of(entry: Entry, source: str, find: Find, *, until: int | None = None) -> Iterator[Step]:
    """The statements of a line that were carried out; of the running one so many."""
    from glueshell.language import parse

    block = parse(source).ast.end_block
    for number, node in enumerate(block.statements if block is not None else ()):
        if number not in entry.undone and (until is None or number < until):
            step = Step(entry, number, node, source)
            _Reader(step, find).read()
            yield step


class _Reader:
    """Finds out what a statement does."""

    def __init__(self, step: Step, find: Find) -> None:
        self._step = step
        self._find = find

    def read(self) -> None:
        """Fill the step in."""
        from glueshell.language import ast

        step, node = self._step, self._step.node
        if isinstance(node, ast.FunctionDefinitionAst):
            self._walk(node.body)
            step.writes = {f"function {node.name.lower()}"}
            # Defining it does nothing; what it does counts where it is called.
            step.effect = False
            return
        target = _plain_target(node)
        if target:
            step.replaces = target
            step.writes.add(target)
            self._walk(node.right)
        else:
            self._walk(node)
        pipeline = node.right if isinstance(node, ast.AssignmentStatementAst) else node
        if not isinstance(pipeline, ast.PipelineAst) or not pipeline.pipeline_elements:
            return
        last = pipeline.pipeline_elements[-1]
        if isinstance(last, ast.CommandAst) and not only_previews(last):
            step.kind = KINDS.get(self._name_of(last), "")
            if step.kind:
                self._about_the_draft(last, pipeline, assigned=pipeline is not node)

    def _about_the_draft(self, node: Any, pipeline: Any, *, assigned: bool) -> None:
        from glueshell.itglue.catalog import spelling
        from glueshell.itglue.schema import name_key
        from glueshell.language import ast

        step = self._step
        others = [self._name_of(one) for one in pipeline.pipeline_elements[:-1] if isinstance(one, ast.CommandAst)]
        computed = (ast.SubExpressionAst, ast.ParenExpressionAst, ast.ScriptBlockExpressionAst,
                    ast.InvokeMemberExpressionAst)  # fmt: skip
        plain = (
            not assigned
            and not step.writes
            and all(looks(name) for name in others)
            and not any(isinstance(each, computed) for each in nodes_of(node))
        )
        words = [each for each in node.command_elements[1:] if not isinstance(each, ast.CommandParameterAst)]
        named = {
            each.parameter_name.lower() for each in node.command_elements if isinstance(each, ast.CommandParameterAst)
        }
        if step.kind in ("set_trait", "add_trait", "clear_trait"):
            field = getattr(words[0], "value", None) if words else None
            step.simple = plain and isinstance(field, str) and named <= {"name", "value", "field", "key"}
            step.key = spelling(name_key(field) or field) if isinstance(field, str) else ""
        elif step.kind in ("new_draft", "remove_draft", "submit"):
            step.simple = plain and not words and not named - {"confirm", "ifexists"}

    def _name_of(self, node: Any) -> str:
        return command_name(node, self._find)

    def _walk(self, root: Any) -> None:
        from glueshell.language import ast

        step = self._step
        for node in nodes_of(root):
            if isinstance(node, ast.CommandAst):
                self._command(node)
            elif isinstance(node, ast.AssignmentStatementAst):
                self._assigned(node)
            elif isinstance(node, ast.VariableExpressionAst):
                if is_own_variable(node.variable_path):
                    step.reads.add(variable_name(node.variable_path))
            elif isinstance(node, ast.ParameterAst):
                step.writes.add(variable_name(node.name.variable_path))
            elif isinstance(node, ast.UnaryExpressionAst) and node.token_kind.endswith(("PlusPlus", "MinusMinus")):
                self._changed(node.child)
            elif isinstance(node, ast.InvokeMemberExpressionAst):
                self._called(node)
            elif isinstance(node, ast.FileRedirectionAst):
                step.effect = step.effect or getattr(node.location, "variable_path", "").lower() != "null"
            elif isinstance(node, ast.ForEachStatementAst):
                step.writes.add(variable_name(node.variable.variable_path))

    def _command(self, node: Any) -> None:
        name = self._name_of(node)
        step = self._step
        step.names.append(name)
        if not name:
            step.effect = True
            return
        step.reads.add(f"function {name}")
        if not looks(name) and not only_previews(node) and name not in OF_THE_SITTING:
            step.effect = True

    def _assigned(self, node: Any) -> None:
        from glueshell.language import ast

        target = node.left
        while isinstance(target, ast.ConvertExpressionAst | ast.AttributedExpressionAst):
            target = target.child
        for one in target.elements if isinstance(target, ast.ArrayLiteralAst) else [target]:
            self._changed(one)

    def _changed(self, node: Any) -> None:
        """A variable gets another value, or what it holds is changed; a place elsewhere is an effect."""
        from glueshell.language import ast

        while isinstance(node, ast.MemberExpressionAst | ast.IndexExpressionAst):
            node = node.expression if isinstance(node, ast.MemberExpressionAst) else node.target
        if isinstance(node, ast.VariableExpressionAst) and is_plain_variable(node.variable_path):
            self._step.writes.add(variable_name(node.variable_path))
        elif not isinstance(node, ast.VariableExpressionAst) or variable_name(node.variable_path) not in PREFERENCES:
            self._step.effect = True

    def _called(self, node: Any) -> None:
        from glueshell.language import ast

        if node.static:
            kind = getattr(getattr(node.expression, "type_name", None), "full_name", "")
            self._step.effect = self._step.effect or kind.rpartition(".")[2].lower() in WITH_EFFECT_OUTSIDE
        elif isinstance(node.expression, ast.VariableExpressionAst):
            self._step.writes.add(variable_name(node.expression.variable_path))


def command_name(node: Any, find: Find) -> str:
    """The name of a command that a call stands for, in lower case, aliases followed; '' where only running tells."""
    given = getattr(node.command_elements[0], "value", None) if node.command_elements else None
    if not isinstance(given, str):
        return ""
    found = find(given)
    return (found.name if found is not None else given).lower()


def looks(name: str) -> bool:
    """Whether a command of this name only shows or hands on."""
    verb, _, noun = name.partition("-")
    return verb in LOOKING or (verb, noun) in LOOKING_NOUNS


def only_previews(node: Any) -> bool:
    """Whether a call says -WhatIf."""
    from glueshell.language import ast

    for element in node.command_elements:
        if isinstance(element, ast.CommandParameterAst) and element.parameter_name.lower() in ("whatif", "wi"):
            return element.argument is None or getattr(element.argument, "variable_path", "").lower() == "true"
    return False


def nodes_of(root: Any) -> Iterator[Any]:
    """Every node of a tree; it may be nested deeper than Python's calls go."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(child for child in reversed(list(node.children())) if child is not None)


def variable_name(path: str) -> str:
    """A variable's name in lower case, without its scope."""
    return path.rpartition(":")[2].lower()


def is_own_variable(path: str) -> bool:
    """Whether a variable lives in the language's scopes, not in the environment or on another drive."""
    drive = path.partition(":")[0].lower() if ":" in path else ""
    return drive in ("", "global", "script", "local", "private", "variable", "using")


def is_plain_variable(path: str) -> bool:
    """Whether a variable lives in the language's scopes and is no preference that steers commands."""
    return is_own_variable(path) and not path.lower().endswith("preference")


def _plain_target(node: Any) -> str:
    """The variable that a statement gives a whole new value, '' for any other statement."""
    from glueshell.language import ast

    if not isinstance(node, ast.AssignmentStatementAst) or node.operator != "Equals":
        return ""
    target = node.left
    while isinstance(target, ast.ConvertExpressionAst | ast.AttributedExpressionAst):
        target = target.child
    if not isinstance(target, ast.VariableExpressionAst) or not is_plain_variable(target.variable_path):
        return ""
    return variable_name(target.variable_path)


# -- which of them ----------------------------------------------------------------------------------------------------


class Choice:
    """The steps that make the script, and how many were left out for what reason."""

    __slots__ = ("kept", "looked", "replaced", "undefined")

    def __init__(self) -> None:
        self.kept: list[Step] = []
        # Look-ups that nothing needs, and values of a draft that were replaced later.
        self.looked = 0
        self.replaced = 0
        # Variables that are needed and that nothing kept sets.
        self.undefined: list[str] = []


def choose(earlier: Sequence[Step], chosen: Sequence[Step], *, look_ups: bool = False) -> Choice:
    """What of the `chosen` steps is kept; of `earlier` ones what they need of variables and functions."""
    choice = Choice()
    wanted = [step for step in chosen if not step.of_the_sitting]
    replaced = set() if look_ups else _replaced(wanted)
    choice.replaced = len(replaced)
    remaining = [step for step in wanted if id(step) not in replaced]
    needed: set[str] = set()
    kept: list[Step] = []
    ours = {id(step) for step in remaining}
    for step in reversed([*(one for one in earlier if not one.of_the_sitting), *remaining]):
        own = id(step) in ours
        if (own and (step.effect or look_ups)) or needed & step.writes:
            kept.append(step)
            needed.discard(step.replaces)
            needed |= step.reads
        elif own:
            choice.looked += 1
    choice.kept = kept[::-1] if look_ups else _without_passing_by(kept[::-1])
    provided = {name for step in choice.kept for name in step.writes}
    choice.undefined = sorted(
        name
        for name in needed - provided
        if not name.startswith("function ") and name not in ALWAYS_SET and not name.endswith("preference")
    )
    return choice


def _without_passing_by(steps: Sequence[Step]) -> list[Step]:
    """Without selections that nothing was done in before the next one."""
    selecting = ("select_organization", "select_type")
    kept: list[Step] = []
    for step in steps:
        if step.kind in selecting:
            place = len(kept)
            while place and kept[place - 1].kind in selecting and not kept[place - 1].writes:
                place -= 1
            kept[place:] = [one for one in kept[place:] if one.kind != step.kind]
        kept.append(step)
    return kept


def _replaced(steps: Sequence[Step]) -> set[int]:
    """The steps of drafts whose work a later one undoes for certain: the last value of a field counts."""
    gone: set[int] = set()
    effective = [step for step in steps if step.effect]
    start = 0
    for place, step in enumerate(effective):
        if step.kind in ("submit", "remove_draft", "new_draft", "restore_draft"):
            part = effective[start:place]
            gone |= _overwritten(part)
            whole = [*part, step]
            if step.kind == "remove_draft" and whole[0].kind == "new_draft" and all(one.simple for one in whole):
                gone |= {id(one) for one in whole}
            start = place if step.kind in ("new_draft", "restore_draft") else place + 1
    return gone | _overwritten(effective[start:])


def _overwritten(part: Sequence[Step]) -> set[int]:
    """Within the building of one draft: earlier values of fields that are set again, and what was cleared."""
    gone: set[int] = set()
    settled: set[str] = set()
    begins_empty = bool(part) and part[0].kind == "new_draft" and part[0].simple
    earliest = min((place for place, step in enumerate(part) if not step.simple), default=len(part))
    for place in range(len(part) - 1, -1, -1):
        step = part[place]
        if not step.simple:
            settled.clear()
        elif step.kind in ("set_trait", "add_trait", "clear_trait"):
            if step.key in settled:
                gone.add(id(step))
            elif step.kind != "add_trait":
                settled.add(step.key)
                if step.kind == "clear_trait" and begins_empty and place < earliest:
                    gone.add(id(step))
    return gone


def names_of(steps: Iterable[Step]) -> set[str]:
    """Every variable that the steps use."""
    return {name for step in steps for name in step.reads | step.writes if not name.startswith("function ")}
