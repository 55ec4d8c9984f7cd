"""A parameter, declared once: binding, help, completion and the documentation all read this object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glueshell.engine.invocation import Invocation

ALL_SETS = "__AllParameterSets"
NO_POSITION = 1 << 31

Transform = Callable[["Invocation", object], object]
Validator = Callable[[object], str | None]
Completer = Callable[[Any], Iterable[Any]]


class Placement:
    """How a parameter takes part in one parameter set."""

    __slots__ = ("from_pipeline", "from_pipeline_by_name", "from_remaining", "help", "mandatory", "position")

    def __init__(
        self,
        *,
        mandatory: bool = False,
        position: int | None = None,
        from_pipeline: bool = False,
        from_pipeline_by_name: bool = False,
        from_remaining: bool = False,
        help: str = "",
    ) -> None:
        self.mandatory = mandatory
        self.position = position
        self.from_pipeline = from_pipeline
        self.from_pipeline_by_name = from_pipeline_by_name
        self.from_remaining = from_remaining
        self.help = help


class Parameter:
    """One parameter of a command; as a class attribute of a cmdlet it reads the bound value, else `default`.

    `type` is a PowerShell type name (`"string"`, `"int[]"`, `"switch"`, `"scriptblock"`, `"object"`).
    `sets` names the parameter sets it belongs to (empty: all of them); `placements` refines single sets.
    `transform` turns the given value into what the command wants before conversion (a name into an id);
    `values` is the closed list of words it takes (ValidateSet); `validators` answer None or one sentence;
    `completer` offers values; a `secret` value reaches no record. `allow_null`, `allow_empty` (text) and
    `allow_empty_collection` are None for PowerShell's rule: refused for a mandatory parameter, else allowed.
    `cast` says that conversion counts as argument transformation (`[int]$x` of a function), which names its errors.
    `label` is the type as help names it where binding takes any object; one that `leads` is bound before the others.
    `dynamic`: the kind of item brings it, not the command; help names it last.
    """

    __slots__ = (
        "aliases",
        "allow_empty",
        "allow_empty_collection",
        "allow_null",
        "attribute",
        "cast",
        "completer",
        "default",
        "dynamic",
        "help",
        "hidden",
        "label",
        "leads",
        "name",
        "placements",
        "secret",
        "transform",
        "type",
        "validators",
        "values",
        "wildcards",
    )

    def __init__(
        self,
        type: str = "object",
        *,
        name: str = "",
        aliases: Sequence[str] = (),
        position: int | None = None,
        mandatory: bool = False,
        sets: Sequence[str] = (),
        placements: dict[str, Placement] | None = None,
        from_pipeline: bool = False,
        from_pipeline_by_name: bool = False,
        from_remaining: bool = False,
        default: object = None,
        values: Sequence[str] = (),
        validators: Sequence[Validator] = (),
        transform: Transform | None = None,
        completer: Completer | None = None,
        secret: bool = False,
        allow_null: bool | None = None,
        allow_empty: bool | None = None,
        allow_empty_collection: bool | None = None,
        wildcards: bool = False,
        cast: bool = False,
        hidden: bool = False,
        label: str = "",
        leads: bool = False,
        dynamic: bool = False,
        help: str = "",
    ) -> None:
        self.type = type
        self.name = name
        self.label = label
        self.leads = leads
        self.dynamic = dynamic
        self.attribute = name
        self.aliases = tuple(aliases)
        if placements is None:
            placements = {
                key: Placement(
                    mandatory=mandatory,
                    position=position,
                    from_pipeline=from_pipeline,
                    from_pipeline_by_name=from_pipeline_by_name,
                    from_remaining=from_remaining,
                )
                for key in (sets or (ALL_SETS,))
            }
        self.placements = placements
        free = not any(placement.mandatory for placement in placements.values())
        self.default = default
        self.values = tuple(values)
        self.validators = tuple(validators)
        self.transform = transform
        self.completer = completer
        self.secret = secret
        self.allow_null = free if allow_null is None else allow_null
        self.allow_empty = free if allow_empty is None else allow_empty
        self.allow_empty_collection = free if allow_empty_collection is None else allow_empty_collection
        self.wildcards = wildcards
        self.cast = cast
        self.hidden = hidden
        self.help = help

    def __set_name__(self, owner: type, attribute: str) -> None:
        self.attribute = attribute
        if not self.name:
            self.name = "".join(part[:1].upper() + part[1:] for part in attribute.strip("_").split("_"))

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        # Binding puts the value into the instance's dict, which hides this descriptor (it has no __set__).
        return self if instance is None else self.default

    def __repr__(self) -> str:
        return f"Parameter({self.type!r}, name={self.name!r})"

    @property
    def is_switch(self) -> bool:
        """Whether the parameter stands alone, without a value."""
        return self.type == "switch"

    @property
    def from_pipeline(self) -> bool:
        """Whether some parameter set takes it from the pipeline, as a whole object or one of its properties."""
        return any(part.from_pipeline or part.from_pipeline_by_name for part in self.placements.values())

    @property
    def mandatory(self) -> bool:
        """Whether some parameter set cannot do without it."""
        return any(part.mandatory for part in self.placements.values())

    def placement(self, set_name: str) -> Placement | None:
        """The part this parameter plays in `set_name`, or None when it does not belong to it."""
        return self.placements.get(set_name) or self.placements.get(ALL_SETS)


class ParameterTable:
    """The parameters of one command: found by name, alias or beginning of a name; its sets as bits.

    `own` are those the command declares, `shared` those every advanced command has. A set of parameter sets is an
    int of bits; `EVERY_SET` (-1) means that nothing given so far has narrowed the choice. `advanced` is false for
    plain functions and scripts, which keep what they do not know as `$args`.
    """

    EVERY_SET = -1

    __slots__ = (
        "_placed", "_positional", "advanced", "all", "bits", "by_name", "default_bit", "default_set", "inputs", "masks",
        "own", "set_names", "shared", "slots",
    )  # fmt: skip

    def __init__(
        self,
        own: Iterable[Parameter],
        *,
        default_set: str = "",
        shared: Sequence[Parameter] = (),
        advanced: bool = True,
    ) -> None:
        self.own = tuple(own)
        self.shared = tuple(shared)
        self.all = self.own + self.shared
        self.advanced = advanced
        self.default_set = "" if default_set == ALL_SETS else default_set
        names: list[str] = []
        for parameter in self.own:
            for name in parameter.placements:
                if name != ALL_SETS and not any(name.lower() == known.lower() for known in names):
                    names.append(name)
        if self.default_set and names and not any(self.default_set.lower() == known.lower() for known in names):
            names.append(self.default_set)
        self.set_names = tuple(names)
        self.bits = {name.lower(): 1 << index for index, name in enumerate(names)}
        self.default_bit = self.bits.get(self.default_set.lower(), 0)
        # Binding's work for each parameter, made at first use.
        self.slots: dict[str, Any] = {}
        # How pipeline objects are bound, by what the command line left open, made at first use.
        self.inputs: dict[Any, Any] = {}
        self._placed: dict[tuple[str, int], list[Placement]] = {}
        self._positional: dict[int, dict[int, list[Parameter]]] = {}
        self.by_name: dict[str, Parameter] = {}
        for parameter in self.all:
            self.by_name.setdefault(parameter.name.lower(), parameter)
        for parameter in self.all:
            for alias in parameter.aliases:
                self.by_name.setdefault(alias.lower(), parameter)
        self.masks = {
            parameter.name: self.EVERY_SET
            if ALL_SETS in parameter.placements
            else sum({self.bits[name.lower()] for name in parameter.placements})
            for parameter in self.all
        }

    def __iter__(self) -> Any:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def get(self, name: str) -> Parameter | None:
        """The parameter with exactly this name or alias, any casing."""
        return self.by_name.get(name.lower())

    def find(self, text: str) -> list[Parameter]:
        """The parameters `text` may mean: its exact owner, else all whose name or alias begins so.

        The command's own parameters win over shared ones, as in PowerShell.
        """
        text = text.lower()
        exact = self.by_name.get(text)
        if exact is not None:
            return [exact]
        found: list[Parameter] = []
        for name, parameter in self.by_name.items():
            if name.startswith(text) and parameter not in found:
                found.append(parameter)
        if len(found) > 1:
            own = [parameter for parameter in found if parameter not in self.shared]
            if len(own) == 1:
                return own
        return found

    def sets_in(self, mask: int) -> list[str]:
        """Names of the sets in `mask`, in order of declaration; [ALL_SETS] when the command has none."""
        return [name for name in self.set_names if self.bits[name.lower()] & mask] or [ALL_SETS]

    def placements_in(self, parameter: Parameter, mask: int) -> list[Placement]:
        """The parts `parameter` plays in the sets of `mask`."""
        found = self._placed.get((parameter.name, mask))
        if found is None:
            found = self._placed[parameter.name, mask] = [
                part
                for name, part in parameter.placements.items()
                if name == ALL_SETS or mask == self.EVERY_SET or self.bits[name.lower()] & mask
            ]
        return found

    def position(self, parameter: Parameter, mask: int) -> int | None:
        """The lowest position `parameter` has in the sets of `mask`."""
        positions = [part.position for part in self.placements_in(parameter, mask) if part.position is not None]
        return min(positions) if positions else None

    def positional(self, mask: int) -> dict[int, list[Parameter]]:
        """Position -> parameters that stand there in some set of `mask`, positions ascending."""
        known = self._positional.get(mask)
        if known is not None:
            return known
        found: dict[int, list[Parameter]] = {}
        for parameter in self.own:
            for part in self.placements_in(parameter, mask):
                # A parameter that takes the rest takes it after all others, whatever its position.
                if part.position is not None and not part.from_remaining:
                    here = found.setdefault(part.position, [])
                    if parameter not in here:
                        here.append(parameter)
        self._positional[mask] = known = dict(sorted(found.items()))
        return known


_PREFERENCE = "System.Management.Automation.ActionPreference"


def _usable(parameter: str) -> Callable[[Any, Any], object]:
    """The transform that refuses Suspend, the one ActionPreference nobody can use."""

    def refuse_suspend(invocation: Any, value: Any) -> object:
        if str(value).lower() == "suspend" or value == 5:
            from glueshell.engine.automatic import suspended
            from glueshell.objects.errors import PSError

            text = f"Cannot bind parameter '{parameter}' to the target. Exception setting \"{parameter}\": "
            raise PSError(
                f'{text}"{suspended().message}"', "ParameterBindingFailed", "WriteError",
                "System.Management.Automation.ParameterBindingException", inner=suspended(),
            )  # fmt: skip
        return value

    return refuse_suspend


def _preference(stream: str, alias: str, about: str) -> Parameter:
    name = stream + "Action"
    return Parameter(_PREFERENCE, name=name, aliases=(alias,), transform=_usable(name), help=about)


SHARED_PARAMETERS: tuple[Parameter, ...] = (
    Parameter("switch", name="Verbose", aliases=("vb",), help="Say what is being done."),
    Parameter("switch", name="Debug", aliases=("db",), help="Write debug messages."),
    _preference("Error", "ea", "What an error does: Continue, Stop, ..."),
    _preference("Warning", "wa", "What a warning does."),
    _preference("Information", "infa", "What an information record does."),
    _preference("Progress", "proga", "What progress does."),
    Parameter("string", name="ErrorVariable", aliases=("ev",), help="Variable that collects errors; +name appends."),
    Parameter("string", name="WarningVariable", aliases=("wv",), help="Variable that collects warnings."),
    Parameter(
        "string", name="InformationVariable", aliases=("iv",), help="Variable that collects information records."
    ),
    Parameter("string", name="OutVariable", aliases=("ov",), help="Variable that collects the output as well."),
    Parameter("int", name="OutBuffer", aliases=("ob",), help="Objects to gather before the next command gets them."),
    Parameter("string", name="PipelineVariable", aliases=("pv",), help="Variable that holds the current object."),
)
"""What every advanced command takes; their values never reach the command itself."""

PROCESS_PARAMETERS: tuple[Parameter, ...] = (
    Parameter("switch", name="WhatIf", aliases=("wi",), help="Show what would happen; change nothing."),
    Parameter("switch", name="Confirm", aliases=("cf",), help="Ask before each change."),
)
"""What commands that support ShouldProcess take as well."""

SHARED_NAMES = frozenset(parameter.name for parameter in SHARED_PARAMETERS + PROCESS_PARAMETERS)


def table_of(
    own: Iterable[Parameter],
    *,
    default_set: str = "",
    advanced: bool = True,
    should_process: bool = False,
) -> ParameterTable:
    """The table of a command that declares `own`, with the shared parameters an advanced command has."""
    shared: tuple[Parameter, ...] = ()
    if advanced:
        # WhatIf and Confirm come first: that is where PowerShell prints them in a command's syntax.
        shared = (PROCESS_PARAMETERS + SHARED_PARAMETERS) if should_process else SHARED_PARAMETERS
    return ParameterTable(own, default_set=default_set, shared=shared, advanced=advanced)


def assign_positions(parameters: Sequence[Parameter]) -> None:
    """Give the parameters of a function their implicit positions, as PowerShell does.

    In the order of declaration, switches and value-from-remaining left out; none when one position, or one set, is
    explicit.
    """
    for parameter in parameters:
        if any(name != ALL_SETS or part.position is not None for name, part in parameter.placements.items()):
            return
    position = 0
    for parameter in parameters:
        if parameter.is_switch or all(part.from_remaining for part in parameter.placements.values()):
            continue
        for part in parameter.placements.values():
            part.position = position
        position += 1
