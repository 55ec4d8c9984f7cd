"""Where-Object."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType

from glueshell.completion.properties import compared_value
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.convert import truth
from glueshell.objects.errors import PSError
from glueshell.objects.members import get_member_or_missing, stored_member
from glueshell.objects.operators import BINARY, match

# Parameter, its set as PowerShell names it, and the operator (a TokenKind) behind it.
_COMPARISONS: Sequence[tuple[str, str, str]] = (
    ("EQ", "EqualSet", "Ieq"), ("CEQ", "CaseSensitiveEqualSet", "Ceq"),
    ("NE", "NotEqualSet", "Ine"), ("CNE", "CaseSensitiveNotEqualSet", "Cne"),
    ("GT", "GreaterThanSet", "Igt"), ("CGT", "CaseSensitiveGreaterThanSet", "Cgt"),
    ("LT", "LessThanSet", "Ilt"), ("CLT", "CaseSensitiveLessThanSet", "Clt"),
    ("GE", "GreaterOrEqualSet", "Ige"), ("CGE", "CaseSensitiveGreaterOrEqualSet", "Cge"),
    ("LE", "LessOrEqualSet", "Ile"), ("CLE", "CaseSensitiveLessOrEqualSet", "Cle"),
    ("Like", "LikeSet", "Ilike"), ("CLike", "CaseSensitiveLikeSet", "Clike"),
    ("NotLike", "NotLikeSet", "Inotlike"), ("CNotLike", "CaseSensitiveNotLikeSet", "Cnotlike"),
    ("Match", "MatchSet", "Imatch"), ("CMatch", "CaseSensitiveMatchSet", "Cmatch"),
    ("NotMatch", "NotMatchSet", "Inotmatch"), ("CNotMatch", "CaseSensitiveNotMatchSet", "Cnotmatch"),
    ("Contains", "ContainsSet", "Icontains"), ("CContains", "CaseSensitiveContainsSet", "Ccontains"),
    ("NotContains", "NotContainsSet", "Inotcontains"), ("CNotContains", "CaseSensitiveNotContainsSet", "Cnotcontains"),
    ("In", "InSet", "Iin"), ("CIn", "CaseSensitiveInSet", "Cin"),
    ("NotIn", "NotInSet", "Inotin"), ("CNotIn", "CaseSensitiveNotInSet", "Cnotin"),
    ("Is", "IsSet", "Is"), ("IsNot", "IsNotSet", "IsNot"),
)  # fmt: skip
_ALIASES = MappingProxyType(
    {name: (f"I{name}",) for name in ("EQ", "NE", "GT", "LT", "GE", "LE", "Like", "NotLike", "Match", "NotMatch",
                                      "Contains", "NotContains", "In", "NotIn")}
)  # fmt: skip
_OPERATORS = MappingProxyType({set_name: operator for _, set_name, operator in _COMPARISONS})


class WhereObject(Cmdlet):
    """Lets the objects through for which a condition holds.

    The condition is a script block (`{ $_.Name -like 'A*' }`) or a property, an operator and a value.
    """

    name = "Where-Object"
    aliases = ("where", "?")
    default_set = "EqualSet"
    dotnet_name = "Microsoft.PowerShell.Commands.WhereObjectCommand"
    examples = (
        Example("1..6 | Where-Object { $_ -gt 4 }", "A script block decides; $_ is the object.", "5\n6"),
        Example("'ab', 'abc', 'b' | Where-Object Length -ge 2", "A property, an operator, a value.", "ab\nabc"),
    )
    links = ("ForEach-Object", "Select-Object")

    input_object = Parameter("object", label="psobject", from_pipeline=True, help="The objects to look at.")
    filter_script = Parameter(
        "scriptblock", sets=("ScriptBlockSet",), position=0, mandatory=True, help="The condition; $_ is the object."
    )
    property = Parameter(
        "string",
        placements={
            "EqualSet": Placement(position=0, mandatory=True),
            **{set_name: Placement(position=0, mandatory=True) for _, set_name, _ in _COMPARISONS},
            "Not": Placement(position=0, mandatory=True),
        },
        validators=(ValidateNotNullOrEmpty(),),
        help="The property to compare.",
    )
    value = Parameter(
        "object",
        placements={set_name: Placement(position=1) for _, set_name, _ in _COMPARISONS},
        completer=compared_value,
        help="What to compare it with.",
    )
    not_ = Parameter("switch", name="Not", sets=("Not",), mandatory=True, help="Holds when the property is not true.")
    for _name, _set, _operator in _COMPARISONS:
        locals()[_name] = Parameter(
            "switch",
            name=_name,
            aliases=_ALIASES.get(_name, ()),
            placements={_set: Placement(mandatory=_set != "EqualSet")},
            help=f"The operator -{_name.lower()}.",
        )
    del _name, _set, _operator

    def receiver(self) -> Callable[[object], None]:
        """The chosen test between what comes and what goes on."""
        write = self.write
        if self.filter_script is not None:
            return self.filter_script.sifter(write)
        test = self._test()

        def receive(item: object) -> None:
            try:
                chosen = truth(test(item))
            except _Untested as untested:
                self.write_error(untested.record)
                return
            if chosen:
                write(item)

        return receive

    def process(self) -> None:
        """Test the object given as an argument."""
        if self.is_bound("InputObject"):
            self.receiver()(self.input_object)

    def begin(self) -> None:
        """Refuse an operator without a value."""
        if self.filter_script is None and self.parameter_set != "Not" and not self.is_bound("Value"):
            if self.parameter_set != "EqualSet" or self.is_bound("EQ"):
                self.throw(
                    ErrorRecord(
                        "The specified operator requires both the -Property and -Value parameters. Provide values for"
                        " both parameters, and then try the command again.",
                        "ValueNotSpecifiedForWhereObject",
                        "InvalidArgument",
                    )
                )

    def _strict_reader(self, read: Callable[[object, str, object], object]) -> Callable[[object, str, object], object]:
        """As `read`, but what has no such property is told of and does not go on."""

        def strict(item: object, name: str, missing: object) -> object:
            if item is None:
                record = ErrorRecord("Cannot operate on a 'null' input object.", "InputObjectIsNull", "InvalidArgument")
                raise _Untested(record)
            value = read(item, name, _MISSING)
            if value is _MISSING:
                message = f'The input name "{name}" cannot be resolved to a property.'
                raise _Untested(ErrorRecord(message, "PropertyNotFound", "InvalidArgument", item))
            return value

        return strict

    def _test(self) -> Callable[[object], object]:
        name = self.property
        read: Callable[[object, str, object], object] = get_member_or_missing
        if name.lower() in ("count", "length"):
            read = stored_member
        if self.engine.strict >= 2:
            read = self._strict_reader(read)
        if self.parameter_set == "Not":
            return lambda item: not truth(read(item, name, None))
        if self.parameter_set == "EqualSet" and not self.is_bound("Value"):
            return lambda item: read(item, name, None)
        operator = _OPERATORS[self.parameter_set]
        value = self.value
        if self.parameter_set in ("IsSet", "IsNotSet") and isinstance(value, str):
            # A type may stand in its brackets here.
            text = value.strip()
            value = text[1:-1] if text.startswith("[") and text.endswith("]") else value
        compare = _matching(operator) if operator.endswith("match") else BINARY[operator]

        def test(item: object) -> object:
            try:
                return compare(read(item, name, None), value)
            except PSError as error:
                self.write_error(_failure(operator, error, item))
                return False

        return test


class _Untested(Exception):
    """An object that cannot be tested, and the error that says so."""

    def __init__(self, record: ErrorRecord) -> None:
        super().__init__(record.message)
        self.record = record


_MISSING = object()


def _failure(operator: str, error: PSError, item: object) -> ErrorRecord:
    """The error of a comparison that cannot be made: a word for the type or the pattern where that is at fault."""
    if operator in ("Is", "IsNot"):
        return ErrorRecord(error.message, "InvalidCastFromStringToType", "InvalidArgument", item)
    if operator.endswith("match"):
        message = f"The argument to operator '{operator}' is not valid: {error.message}."
        return ErrorRecord(message, "BadOperatorArgument", "InvalidArgument", item)
    return ErrorRecord(
        f"The '{operator}' operator failed: {error.message}.", "OperatorFailed", "InvalidOperation", item
    )


def _matching(operator: str) -> Callable[[object, object], object]:
    wanted, case = "not" not in operator, operator[0] == "C"
    return lambda left, right: match(left, right, case)[0] == wanted
