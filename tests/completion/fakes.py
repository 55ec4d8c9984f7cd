"""A small session for completion to look at: a few cmdlets of its own, some variables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.completion.properties import input_properties
from glueshell.completion.usage import Usage
from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.commands import CommandTable
from glueshell.engine.parameters import Parameter
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import PSObject

ORGANIZATIONS = ("Happy Frog", "Happy Toad", "Blue Newt", "O'Brien & Sons", "Kub, Reynolds", "Müller\x1b[31m")


class OrganizationNames:
    """Offers organizations; while they are being read it says so."""

    def __init__(self, ready: bool = True) -> None:
        self.ready = ready

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        if not self.ready:
            context.wait_for("organizations")
            return
        for number, name in enumerate(ORGANIZATIONS, 1):
            yield Candidate(name, detail=f"#{number}")


class TraitKeys:
    """Offers the keys of a form, the required ones first, and keys and values inside a hashtable."""

    FORM = (
        ("domains", "required"),
        ("type", "required"),
        ("email-servers", ""),
        ("location", "set"),
        ("webmail-url", ""),
    )

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        for key, hint in self.FORM:
            yield Candidate(key, detail=hint or "optional", style_hint=hint)

    def keys(self, context: CompletionContext) -> Iterator[Candidate]:
        """Keys for `@{`."""
        return self(context)

    def key_values(self, context: CompletionContext) -> Sequence[str]:
        """Values for a key."""
        return ("Office 365", "Exchange 2016") if context.key.lower() == "type" else ()


def options(context: CompletionContext) -> Sequence[str]:
    """Options of the trait that the other argument names."""
    if str(context.bound.get("Name", "")).lower() == "type":
        return ("Office 365", "Exchange 2016", "POP/IMAP")
    return ("Cloud", "On-Premises") if context.bound.get("Name") == "location" else ()


def broken(context: CompletionContext) -> Iterable[str]:
    """Fails."""
    raise LookupError("nothing is there")


class GetOrganization(Cmdlet):
    """List organizations. Streams every page."""

    name = "Get-Organization"
    aliases = ("orgs",)
    output_types = ("ITGlue.Organization",)
    first = Parameter("int", help="So many.")
    name_ = Parameter("string", name="Name", position=0, completer=OrganizationNames())
    sort = Parameter("string", values=("Name", "CreatedAt", "-Name"))


class GetConfiguration(Cmdlet):
    """List configurations."""

    name = "Get-Configuration"


class UseOrganization(Cmdlet):
    """Select an organization."""

    name = "Use-Organization"
    aliases = ("org",)
    organization = Parameter("string[]", position=0, mandatory=True, completer=OrganizationNames())


class UseOther(Cmdlet):
    """Select while names are still being read."""

    name = "Use-Other"
    organization = Parameter("string", position=0, completer=OrganizationNames(ready=False))


class SetTrait(Cmdlet):
    """Set one trait."""

    name = "Set-Trait"
    aliases = ("trait",)
    trait = Parameter("string", name="Name", position=0, mandatory=True, completer=TraitKeys())
    value = Parameter("object", position=1, completer=options)
    traits = Parameter("hashtable", completer=TraitKeys())


class TestShape(Cmdlet):
    """Take one of each kind of parameter."""

    name = "Test-Shape"
    kind = Parameter("string[]", values=("Office 365", "Exchange 2016", "it's"))
    fast = Parameter("switch", aliases=("Quick",))
    flag = Parameter("bool")
    colour = Parameter("System.ConsoleColor")
    count = Parameter("int", position=0)
    secret_door = Parameter("string", hidden=True)
    failing = Parameter("string", completer=broken)
    left = Parameter("string", sets=("L",))
    right = Parameter("string", sets=("R",))


class SelectThings(Cmdlet):
    """Pass on what comes, with some of its properties."""

    name = "Select-Things"
    input_object = Parameter("object", from_pipeline=True)
    property = Parameter("string[]", position=0, completer=input_properties)
    where = Parameter("scriptblock")


class View:
    """A session view over fixed values."""

    snapshot = context = draft = catalog = None
    folder = "."

    def __init__(self, history: Sequence[str] = ()) -> None:
        self.usage = Usage(lambda: history)
        self.commands = CommandTable()
        for cls in (
            GetOrganization, GetConfiguration, UseOrganization, UseOther, SetTrait, TestShape, SelectThings,
        ):  # fmt: skip
            self.commands.add(cls)
        self._variables: dict[str, object] = {
            "hash": Hashtable([("Alpha", 1), ("two words", 2)]),
            "obj": PSObject({"Name": "x", "Odd Name": 1}),
            "list": [PSObject({"Name": "x", "Age": 3})],
            "odd var": 3,
            "text": "abc",
            "which": "type",
            "HOME": "/home/someone",
        }

    def warm(self) -> None:
        """Nothing is read from anywhere."""

    def warm_names(self) -> None:
        """There are none."""

    def unfold(self, command: Any, shapes: Sequence[Any], value_at: Any) -> Any:
        """There is no engine to look at files."""
        raise LookupError(command)

    def function_of(self, parsed: Any, node: Any) -> Any:
        """None: the text defines nothing here."""
        return None

    def type_names(self) -> Iterable[str]:
        """One type."""
        return ("Organization",)

    def variables(self) -> Mapping[str, object]:
        """The variables."""
        return self._variables

    def drive_names(self, drive: str) -> Iterable[str]:
        """Names in `env:`."""
        return ("PATH", "PAGER") if drive == "env" else ()

    def accounts(self) -> Sequence[str]:
        """No accounts."""
        return ()

    def properties(self, type_name: str) -> Sequence[tuple[str, str]]:
        """Properties of organizations."""
        return (("Id", "string"), ("Name", "string"), ("CreatedAt", "datetime")) if type_name.endswith("zation") else ()
