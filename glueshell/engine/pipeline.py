"""The push pipeline: bound commands pass objects on as they make them, in PowerShell's order.

Every command is bound, left to right; every begin runs, left to right; objects flow; every end runs; whatever
happened, every command is disposed of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import CodeType
from typing import TYPE_CHECKING, Any

from glueshell.engine.binding import bind
from glueshell.engine.errors import ErrorRecord, StageFailed, Terminating
from glueshell.engine.invocation import CallSite, Emit, Invocation
from glueshell.engine.scopes import EMPTY
from glueshell.engine.sentinels import ASKED, NO_INPUT
from glueshell.engine.signals import PipelineStop
from glueshell.engine.slots import is_script_block
from glueshell.language import ast
from glueshell.objects.absence import flow
from glueshell.objects.enumeration import enumerable
from glueshell.objects.errors import ModifiedError, PSError, problem

if TYPE_CHECKING:
    from glueshell.engine.commands import Command
    from glueshell.engine.runtime import Engine
    from glueshell.engine.scopes import Scope

MODULE = "System.Management.Automation.PSModuleInfo"

Stage = tuple[CallSite, Any, Sequence[Any]]


def run_pipeline(engine: Engine, stages: Sequence[Stage], emit: Emit, source: object = NO_INPUT) -> None:
    """Run commands one after the other, pushing what the last one writes into `emit`.

    A stage is (call site, head, values): the head is a name, a script block or a Command; `values[i]` is the value of
    the i-th element after it, redirections at the end. `source` is what an expression put in front feeds in.
    Sets `engine.last_success`.
    """
    if source is NO_INPUT and len(stages) == 1:
        site, head, values = stages[0]
        if head is site.head and site.version == engine.commands.version:
            command = site.command
            assert command is not None
        else:
            if getattr(head, "ps_type_name", None) == MODULE:
                site, head, values = within(site, head, values)
            command = locate(engine, site, head)
        invocation = Invocation(engine, command, site, emit, engine.streams)
        if not site.redirections:
            bind(invocation, values)
            if not invocation.collects:
                try:
                    invocation.command.run(invocation)
                except PipelineStop as stop:
                    if stop.owner is not invocation:
                        raise
                engine.last_success = not invocation.failed
                return
        _Run(engine, [(invocation, values)], emit, not site.redirections).run(source)
        return
    count = len(stages)
    calls: list[tuple[Invocation, Sequence[Any]]] = []
    for index, (site, head, values) in enumerate(stages):
        if head is site.head and site.version == engine.commands.version:
            command = site.command
            assert command is not None
        else:
            if getattr(head, "ps_type_name", None) == MODULE:
                site, head, values = within(site, head, values)
            command = locate(engine, site, head)
        expecting = index > 0 or source is not NO_INPUT
        calls.append((Invocation(engine, command, site, emit, engine.streams, index + 1, count, expecting), values))
    _Run(engine, calls, emit, False).run(source)


def within(site: CallSite, module: Any, values: Sequence[Any]) -> Stage:
    """`& $module command ...`: the call that is left when the module is taken away, its head as the module knows it."""
    tree = site.ast
    if module.scope is None or tree is None or len(tree.command_elements) < 2:
        return site, None, values
    rest = ast.CommandAst(tree.start, tree.end, tree.command_elements[1:], tree.invocation_operator, tree.redirections)
    inner, head = CallSite(rest, site.source, site.file), values[0]
    if is_script_block(head):
        head = module.bound(head)
    elif isinstance(head, str) and head:
        head = locate(module.scope.engine, inner, head, module.scope)
    return inner, head, values[1:]


def locate(engine: Engine, site: CallSite, head: Any, scope: Scope | None = None) -> Command:
    """The command a head stands for; remembered at the site where that is safe. Names are those of `scope`."""
    if isinstance(head, str) and head:
        commands = engine.commands
        if scope is None and head is site.head and site.scope is engine.scope and site.local == commands.local_version:
            assert site.command is not None
            return site.command
        try:
            command = commands.resolve(head, scope or engine.scope)
        except PSError as error:
            record = ErrorRecord(error)
            if site.ast is not None:
                first = site.ast.command_elements[0]
                record.position = site.position(first.start, first.end)
            raise Terminating(record) from error
        if scope is None and command.kind not in ("ExternalScript", "Application"):
            site.head = head
            site.command = command
            if head.lower() not in commands.local_names:
                site.version = commands.version
            else:
                site.version, site.scope, site.local = -1, engine.scope, commands.local_version
        return command
    if is_script_block(head):
        return head.command()
    target = getattr(head, "target", None)
    if getattr(head, "kind", None) == "Alias" and isinstance(target, str):
        return locate(engine, site, target)
    if hasattr(head, "parameters") and hasattr(head, "start"):
        return head
    if head is not None and head != "":
        from glueshell.objects.text import to_text

        text = to_text(head)
        if text:
            return locate(engine, site, text)
    operator = "." if site.ast is not None and site.ast.invocation_operator == "Dot" else "&"
    record = ErrorRecord(
        f"The expression after '{operator}' in a pipeline element produced an object that was not valid. It must result"
        " in a command name, a script block, or a CommandInfo object.",
        "BadExpression",
        "InvalidOperation",
        head,
    )
    if site.ast is not None:
        first = site.ast.command_elements[0]
        record.position = site.position(first.start, first.end)
    raise Terminating(record)


def may_catch(invocation: Invocation) -> bool:
    """Whether script that runs in a command's call may have a `try` or `trap` around what it writes."""
    template = getattr(invocation.command, "template", None)
    if template is not None:
        return bool(template.may_catch)
    blocks = [each for value in invocation.bound.values() for each in (value if isinstance(value, list) else (value,))]
    return any(is_script_block(each) and each.template.may_catch for each in blocks)


class _Run:
    """One running pipeline."""

    def __init__(
        self, engine: Engine, calls: list[tuple[Invocation, Sequence[Any]]], emit: Emit, already_bound: bool
    ) -> None:
        self.engine = engine
        self.invocations = [invocation for invocation, _ in calls]
        for invocation in self.invocations:
            invocation.run = self
        self.values = [values for _, values in calls]
        self.emit = emit
        self.already_bound = already_bound
        self.processors: list[Any] = []
        self.begun = [False] * len(calls)
        self.feeds: list[Any] = []
        self.outlets: list[Any] = []
        self.switching = False
        # Which of the calls send their errors elsewhere: script in them is not asked for them.
        self.untold: set[int] = set()
        self.told: Terminating | None = None
        self.stopped = 0
        # Code of the loops that run a cmdlet's block -> the call of the cmdlet.
        self.loops: dict[CodeType, Invocation] = {}

    def run(self, source: object) -> None:
        """Bind, begin, feed, end, dispose."""
        engine, invocations = self.engine, self.invocations
        self.outlets = [None] * len(invocations)
        try:
            for invocation, values in zip(invocations, self.values):
                if not self.already_bound:
                    bind(invocation, values)
            for index, values in enumerate(self.values):
                self._divert(index, values)
            self._start()
            try:
                for index in range(len(invocations)):
                    self._begin(index)
                self._connect()
                self._push(source)
                self._end(0)
            except PipelineStop as stop:
                self._stop(stop)
            except Terminating as error:
                if isinstance(error, StageFailed):
                    if error.run is not self:
                        raise
                    error = error.error
                if not self.loops:
                    raise error
                from glueshell.engine.blame import wrapped

                raise wrapped(error, None, self) from error.__cause__
        finally:
            self._dispose()
        engine.last_success = not any(invocation.failed for invocation in invocations)

    # -- set up -----------------------------------------------------------------------------------------------------

    def _divert(self, index: int, values: Sequence[Any]) -> None:
        """Set up redirections and the variables that collect output."""
        invocation = self.invocations[index]
        redirections = invocation.site.redirections
        if redirections or invocation.collects:
            from glueshell.engine.redirection import Outlet

            redirects = values[len(values) - redirections :] if redirections else ()
            outlet = Outlet(self.engine, invocation, redirects)
            self.outlets[index] = outlet
            if redirections and outlet.streams.error is not invocation.streams.error:
                if getattr(invocation.command, "template", None) is not None:
                    self.untold.add(index)
            invocation.streams = outlet.streams
            self.switching = True

    def _start(self) -> None:
        """Make the processors; until every begin has run, what one writes first begins the next."""
        last = len(self.invocations) - 1
        for index, invocation in enumerate(self.invocations):
            invocation.emit = self.emit if index == last else self._early(index + 1)
            outlet = self.outlets[index]
            if outlet is not None:
                invocation.emit = outlet.connect(invocation.emit)
                invocation.streams = outlet.streams
            processor = invocation.command.start(invocation)
            invocation.processor = processor
            self.processors.append(processor)
        self.feeds = [None] * len(self.invocations)

    def _early(self, index: int) -> Emit:
        def emit(item: object) -> None:
            if not self.begun[index]:
                self._begin(index)
            self._feed(index)(item)

        return emit

    def _begin(self, index: int) -> None:
        if self.begun[index]:
            return
        self.begun[index] = True
        self._in_streams(index, self.processors[index].begin)

    def _feed(self, index: int) -> Emit:
        feed = self.feeds[index]
        if feed is None:
            invocation = self.invocations[index]
            feed = invocation.command.feeder(invocation, self.processors[index])
            if self.switching:
                feed = self._switched(index, feed)
            if index and may_catch(self.invocations[index - 1]):
                feed = self._final(feed)
            self.feeds[index] = feed
        return feed

    def _final(self, feed: Emit) -> Emit:
        """What ends the command that is fed ends the pipeline: only `throw` can be caught by who feeds it."""

        def final(item: object) -> None:
            try:
                feed(item)
            except Terminating as error:
                if error.record.thrown or isinstance(error, StageFailed):
                    raise
                raise StageFailed(error, self) from error

        return final

    def _connect(self) -> None:
        """After the begins: every command writes straight into the next one."""
        last = len(self.invocations) - 1
        for index in range(last, -1, -1):
            if index < last:
                emit = self._feed(index + 1)
                outlet = self.outlets[index]
                if outlet is not None:
                    emit = outlet.connect(emit)
                self.invocations[index].emit = emit
                self.processors[index].attach(emit)
                # A feed made during the begins may hold the early outlet.
                self.feeds[index] = None

    def _switched(self, index: int, feed: Emit) -> Emit:
        """Objects enter a command with the streams that are its own."""
        engine, streams, untold = self.engine, self.invocations[index].streams, index in self.untold

        def switched(item: object) -> None:
            outer, catching = engine.streams, engine.catching
            engine.streams = streams
            if untold and catching is ASKED:
                engine.catching = False
            try:
                feed(item)
            except Terminating as error:
                self._tell_variable(index, error)
                raise
            finally:
                engine.streams = outer
                engine.catching = catching

        return switched

    def _in_streams(self, index: int, action: Any, *arguments: object) -> None:
        if not self.switching:
            action(*arguments)
            return
        engine = self.engine
        outer, catching = engine.streams, engine.catching
        engine.streams = self.invocations[index].streams
        if catching is ASKED and index in self.untold:
            engine.catching = False
        try:
            action(*arguments)
        except Terminating as error:
            self._tell_variable(index, error)
            raise
        finally:
            engine.streams = outer
            engine.catching = catching

    def _tell_variable(self, index: int, error: Terminating) -> None:
        """What ends the statement goes into the -ErrorVariable of the command that it came from, too."""
        if error is self.told:
            return
        # The commands before it in the pipeline see the same error pass.
        self.told = error
        outlet = self.outlets[index]
        if outlet is not None:
            outlet.collect(error.record)

    @contextmanager
    def uncollected(self, invocation: Invocation) -> Iterator[None]:
        """What is written meanwhile does not go into the call's own -...Variables."""
        outlet, streams = self.outlets[invocation.position - 1], invocation.streams
        if outlet is not None:
            invocation.streams = outlet.uncollected
        try:
            yield
        except Terminating as error:
            self.told = error
            raise
        finally:
            invocation.streams = streams

    # -- running ----------------------------------------------------------------------------------------------------

    def _push(self, source: object) -> None:
        if source is NO_INPUT:
            self._in_streams(0, self.processors[0].process, NO_INPUT)
            return
        if source is EMPTY:
            return
        feed = self._feed(0)
        if enumerable(source):
            try:
                for item in flow(source):
                    feed(item)
            except ModifiedError as error:
                raise problem("BadEnumeration", error.message) from error
        else:
            feed(source)

    def _end(self, first: int) -> None:
        for index in range(first, len(self.invocations)):
            invocation = self.invocations[index]
            self._in_streams(index, invocation.command.finish, invocation, self.processors[index])

    def _stop(self, stop: PipelineStop) -> None:
        """Commands before the one that has enough are over; it and those after it end as usual."""
        while True:
            owner = stop.owner
            index = next((place for place, call in enumerate(self.invocations) if call is owner), -1)
            if index < 0 or index < self.stopped:
                raise stop
            self.stopped = index + 1
            try:
                for place in range(index, len(self.invocations)):
                    self._begin(place)
                self._connect()
                self._end(index)
            except PipelineStop as again:
                stop = again
                continue
            return

    def _dispose(self) -> None:
        problem: BaseException | None = None
        for index, processor in enumerate(self.processors):
            try:
                self._in_streams(index, processor.dispose)
            except BaseException as error:
                problem = problem or error
        for outlet in self.outlets:
            if outlet is not None:
                outlet.close()
        if problem is not None:
            raise problem
