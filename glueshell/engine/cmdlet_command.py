"""Cmdlets as commands: from a class's declarations to a running instance."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import TYPE_CHECKING

from glueshell.engine.command import Command, Feed
from glueshell.engine.parameters import Parameter, ParameterTable, table_of

if TYPE_CHECKING:
    from glueshell.engine.cmdlet import Cmdlet
    from glueshell.engine.invocation import Invocation


class CmdletCommand(Command):
    """A command written in Python: its declarations are the class attributes of a `Cmdlet`."""

    kind = "Cmdlet"
    ps_type_name = "System.Management.Automation.CmdletInfo"

    def __init__(self, cls: type[Cmdlet]) -> None:
        self.cls = cls
        self.name = cls.name
        self.module = cls.module
        self.error_tail = cls.dotnet_name or f"{cls.__module__}.{cls.__qualname__}"
        self.supports_should_process = cls.supports_should_process
        self.confirm_impact = cls.confirm_impact
        self.unfolds = cls.unfolds
        # Table of further parameters -> this command with them.
        self.forms: list[tuple[ParameterTable, Command]] = []
        self.parameters = table_of(
            declared_parameters(cls),
            default_set=cls.default_set,
            should_process=cls.supports_should_process,
        )
        self.attributes = {parameter.name: parameter.attribute for parameter in self.parameters.own}

    @property
    def synopsis(self) -> str:  # type: ignore[override]
        """The first sentence of the class's docstring."""
        from glueshell.engine.help import synopsis_of

        return synopsis_of(self.cls.__doc__ or "")

    def with_parameters(self, table: ParameterTable) -> CmdletCommand:
        """The same command with other parameters; the cmdlet finds those it does not declare in `invocation.bound`."""
        twin = copy(self)
        twin.parameters = table
        twin.unfolds = ""
        return twin

    def start(self, invocation: Invocation) -> CmdletProcessor:
        """Make the cmdlet instance and give it its bound values."""
        cmdlet = self.cls(invocation)
        if invocation.bound:
            held, attributes = cmdlet.__dict__, self.attributes
            for name, value in invocation.bound.items():
                if name in attributes:
                    held[attributes[name]] = value
        return CmdletProcessor(self, invocation, cmdlet)

    def feeder(self, invocation: Invocation, processor: CmdletProcessor) -> Feed:
        """A function that binds an object to the instance and processes it, or the cmdlet's own `receiver`."""
        return processor.feeder()

    def run(self, invocation: Invocation) -> None:
        """Run the cmdlet alone, without input."""
        cmdlet = self.cls(invocation)
        invocation.processor = cmdlet
        if invocation.bound:
            held, attributes = cmdlet.__dict__, self.attributes
            for name, value in invocation.bound.items():
                if name in attributes:
                    held[attributes[name]] = value
        try:
            try:
                results = cmdlet.begin()
                if results is not None:
                    drain(results, cmdlet.write)
                results = cmdlet.process()
                if results is not None:
                    drain(results, cmdlet.write)
                results = cmdlet.end()
                if results is not None:
                    drain(results, cmdlet.write)
            except Exception as error:
                invocation.rethrow(error)
        finally:
            cmdlet.dispose()


class CmdletProcessor:
    """Runs one cmdlet instance: writes what its generators yield, turns exceptions into error records."""

    __slots__ = ("cmdlet", "command", "invocation")

    def __init__(self, command: CmdletCommand, invocation: Invocation, cmdlet: Cmdlet) -> None:
        self.command = command
        self.invocation = invocation
        self.cmdlet = cmdlet

    def attach(self, emit: Feed) -> None:
        """Write to `emit` from now on."""
        self.invocation.emit = emit
        self.cmdlet.write = emit

    def begin(self) -> None:
        """Run the cmdlet's begin."""
        try:
            results = self.cmdlet.begin()
            if results is not None:
                drain(results, self.cmdlet.write)
        except Exception as error:
            self.invocation.rethrow(error)

    def process(self, item: object) -> None:
        """Run the cmdlet's process once, its parameters as bound."""
        try:
            results = self.cmdlet.process()
            if results is not None:
                drain(results, self.cmdlet.write)
        except Exception as error:
            self.invocation.rethrow(error)

    def end(self) -> None:
        """Run the cmdlet's end."""
        try:
            results = self.cmdlet.end()
            if results is not None:
                drain(results, self.cmdlet.write)
        except Exception as error:
            self.invocation.rethrow(error)

    def dispose(self) -> None:
        """Let the cmdlet go."""
        self.cmdlet.dispose()

    def feeder(self) -> Feed:
        """The function that takes this cmdlet's pipeline objects."""
        invocation, cmdlet, command = self.invocation, self.cmdlet, self.command
        sole = invocation.binder.sole
        receive = cmdlet.receiver() if sole is not None else None
        if receive is not None:
            if not getattr(receive, "handled", False):
                return self._guarded(receive)
            invocation.run.loops[receive.__code__] = invocation
            return receive
        process, write, held = cmdlet.process, cmdlet.write, cmdlet.__dict__
        attributes = command.attributes
        fail = invocation.rethrow
        bind, defaults = invocation.bind_input, invocation.binder.initial
        only = invocation.binder.only
        if only is not None:
            accepted, name = only.accepted, only.parameter.name
            # Where a property of the object might be meant, only what needs no conversion goes before it.
            quick = only.quick if only.is_collection or not invocation.binder.by_name else {}
            attribute = attributes[name]
            bound = invocation.bound

            def feed_only(item: object) -> None:
                kind = type(item)
                if accepted is None or kind in accepted:
                    held[attribute] = bound[name] = item
                elif kind in quick:
                    held[attribute] = bound[name] = quick[kind](item)
                elif bind(item):
                    held[attribute] = bound[name]
                else:
                    return
                try:
                    results = process()
                    if results is not None:
                        for result in results:
                            write(result)
                except Exception as error:
                    fail(error)

            return feed_only

        def feed(item: object) -> None:
            before = invocation.input_bound
            if not bind(item):
                return
            now = invocation.input_bound
            for name in before:
                if name not in now:
                    if name in defaults:
                        held[attributes[name]] = defaults[name]
                    else:
                        held.pop(attributes[name], None)
            for name, value in now.items():
                held[attributes[name]] = value
            try:
                results = process()
                if results is not None:
                    for result in results:
                        write(result)
            except Exception as error:
                fail(error)

        return feed

    def _guarded(self, receive: Feed) -> Feed:
        fail = self.invocation.rethrow

        def feed(item: object) -> None:
            try:
                receive(item)
            except Exception as error:
                fail(error)

        return feed


def drain(results: Iterable[object], write: Feed) -> None:
    """Write every item a cmdlet's generator yields."""
    for result in results:
        write(result)


def declared_parameters(cls: type[Cmdlet]) -> list[Parameter]:
    """The parameters a cmdlet class declares, its own before its bases', in the order they were written.

    A cmdlet's `order` names those that come first.
    """
    found: dict[str, Parameter] = {}
    hidden: set[str] = set()
    for base in cls.__mro__:
        for name, value in vars(base).items():
            if name in found or name in hidden:
                continue
            if isinstance(value, Parameter):
                found[name] = value
            else:
                hidden.add(name)
    if cls.order:
        last = len(cls.order)
        places = {name: place for place, name in enumerate(cls.order)}
        return sorted(found.values(), key=lambda parameter: places.get(parameter.name, last))
    return list(found.values())
