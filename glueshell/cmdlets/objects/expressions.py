"""Property expressions: what `Select-Object`, `Sort-Object`, `Format-Table` and friends take as -Property.

A name, a pattern, a script block, or a hashtable of name, expression and options.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NoReturn

from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.errors import ErrorRecord, Terminating
from glueshell.engine.scriptblock import ScriptBlock
from glueshell.formatting.columns import reader
from glueshell.objects.absence import absent
from glueshell.objects.convert import truth
from glueshell.objects.enumeration import EMPTY
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.listing import property_names
from glueshell.objects.members import MISSING, declared_member
from glueshell.objects.psobject import Property, PSObject, unwrap
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import type_name
from glueshell.objects.wildcard import Wildcard, has_wildcard

__all__ = ["MISSING", "PropertyExpression", "expressions", "option_is_true", "report_failures"]

# Keys of a calculated property as PowerShell spells them (any beginning that is not ambiguous will do) -> our option.
_OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "expression": "expression", "name": "name", "label": "name", "width": "width", "alignment": "alignment",
        "formatString": "format", "depth": "depth", "descending": "descending", "ascending": "ascending",
    }
)  # fmt: skip
_TEXT_OR_BLOCK = "System.String, System.Management.Automation.ScriptBlock"
_ALIGNMENTS = ("left", "center", "right")
_MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "DictionaryKeyIllegal": "The {0} key is not valid.",
        "DictionaryKeyAmbiguous": "The {0} key is not valid: it can mean {1}.",
        "DictionaryKeyNonString": "The {0} key type is not valid. The key must be a string.",
        "DictionaryKeyDuplicate": 'The duplicated key "{0}" conflicts with "{1}".',
        "DictionaryKeyMandatoryEntry": "A mandatory entry for {0} is missing.",
        "DictionaryKeyIllegalValue1": 'The "{0}" key has a type, {1}, that is not valid; expected types are {{{2}}}.',
        "DictionaryKeyIllegalValue2": 'The "{0}" key has a type, {1}, that is not valid; expected type is {2}.',
        "DictionaryKeyUnknownType": "Cannot convert {0} to one of the following types"
        " {{System.String, System.Management.Automation.ScriptBlock}}.",
        "AlignmentIllegalValue": 'The value "{0}" for key "alignment" is not valid; valid values are'
        " {{left, center, right}}.",
        "WidthOutOfRange": 'The value "{0}" for key "{1}" is out of range: it must be 1 or more.',
        "ExpressionEmptyString2": "An empty string value is not allowed.",
    }
)


class PropertyExpression:
    """One property to read: `read(item)` answers its value, or MISSING when the object has no such property.

    `name` is what the result is called; `is_pattern` tells that the name has wildcards; `options` holds what
    else a hashtable said (width, alignment, ...).
    """

    __slots__ = ("_reader", "block", "is_pattern", "name", "options", "source", "tell")

    def __init__(
        self, source: str, block: ScriptBlock | None = None, options: Mapping[str, object] | None = None
    ) -> None:
        self.source = source
        self.block = block
        self._reader: Callable[[object], object] | None = None
        # Told of an expression that fails, when somebody wants to know.
        self.tell: Callable[[Terminating, object], None] | None = None
        self.options = options or {}
        self.name = to_text(self.options.get("name")) or source
        self.is_pattern = block is None and has_wildcard(source)

    def read(self, item: object) -> object:
        """The value on `item`; an expression that fails has none."""
        if self._reader is None:
            block = self.block
            found = _property_reader(self.source) if block is None else block.reader(quiet=self.tell or True)
            self._reader = found
        return self._reader(item)

    def held(self, item: object) -> object:
        """The value on `item`, None when it has no such property, EMPTY where it is no output at all."""
        if self.block is None:
            found = self.read(item)
            return None if found is MISSING else EMPTY if found is None and absent(item, self.source) else found
        if self._reader is None:
            self._reader = self.block.reader(quiet=self.tell or True, nothing=EMPTY)
        return self._reader(item)

    def value(self, item: object) -> object:
        """The value on `item`, None when it has no such property."""
        found = self.read(item)
        return None if found is MISSING else found

    def checked(self, item: object) -> object:
        """The value on `item`, `#ERR` where an expression fails."""
        if self.block is None:
            return self.read(item)
        engine = self.block.engine
        kept, engine.catching = engine.catching, True
        try:
            return self.block.value(item)
        except Terminating:
            return "#ERR"
        finally:
            engine.catching = kept

    def resolve(self, item: object) -> Iterator[PropertyExpression]:
        """The expressions this one stands for on `item`: one per matching property, named as the object names it."""
        if self.block is not None:
            yield self
        elif self.is_pattern:
            pattern = Wildcard(self.source)
            bare = unwrap(item)
            hidden = isinstance(bare, Hashtable) and not bare.shows_entries
            for name in property_names(item) if hidden else names_of(item):
                if pattern.matches(name):
                    yield PropertyExpression(name, None, self.options)
        elif "name" in self.options:
            yield self
        elif isinstance(item, PSObject) and (names := _set_of(item, self.source)) is not None:
            for name in names:
                yield PropertyExpression(spelled(item, name), None, self.options)
        else:
            name = spelled(item, self.source)
            yield self if name == self.source else PropertyExpression(name, None, self.options)


def _set_of(item: PSObject, name: str) -> list[str] | None:
    """The names in a property set of an object, None where the name is not one's."""
    found = item.find(name)
    entry = None if found is None else item.properties.get(found)
    if type(entry) is not Property or entry.kind != "PropertySet" or not isinstance(entry.value, list):
        return None
    return [str(each) for each in entry.value]


def _property_reader(name: str) -> Callable[[object], object]:
    """What reads a property; the entries of a dictionary are properties in a plain hashtable only."""
    read = reader(name)

    def read_property(item: object) -> object:
        if type(item) is not PSObject:
            bare = unwrap(item)
            if isinstance(bare, Hashtable):
                if not bare.shows_entries:
                    return declared_member(bare, name, MISSING)
                if name not in bare and any(type(key) is not str and to_text(key) == name for key in bare):
                    # A key that is no text names a property, which then is looked for by that text.
                    return None
        return read(item)

    return read_property


def names_of(item: object) -> list[str]:
    """The names of an object's properties; of a dictionary its keys."""
    bare = unwrap(item)
    if isinstance(bare, Hashtable):
        return [to_text(key) for key in bare]
    return property_names(item)


def spelled(item: object, name: str) -> str:
    """A property's name as the object itself writes it, unchanged where it has none such."""
    if isinstance(item, PSObject):
        found = item.find(name)
        if found is not None:
            return found
    bare = unwrap(item)
    if isinstance(bare, Hashtable) and bare.shows_entries:
        return to_text(bare.exact(name))
    low = name.lower()
    return next((known for known in property_names(item) if known.lower() == low), name)


def expressions(
    cmdlet: Cmdlet, given: Sequence[object] | object, allowed: Sequence[str], *, loose: bool = False
) -> list[PropertyExpression]:
    """The expressions of a -Property argument; `allowed` are the options this cmdlet's hashtables may carry.

    `loose`: any text will do as width and alignment, as HTML takes them.
    """
    if given is None:
        return []
    items = given if isinstance(given, list) else [given]
    if any(item is None for item in items):
        _refuse(cmdlet, "DictionaryKeyUnknownType", "null")
    return [_expression(cmdlet, unwrap(item), allowed, loose) for item in items if item is not None]


def _expression(cmdlet: Cmdlet, given: object, allowed: Sequence[str], loose: bool) -> PropertyExpression:
    if isinstance(given, ScriptBlock):
        return PropertyExpression(to_text(given), given)
    if isinstance(given, str):
        if not given:
            _refuse(cmdlet, "ExpressionEmptyString2")
        return PropertyExpression(str(given))
    if not isinstance(given, Hashtable):
        _refuse(cmdlet, "DictionaryKeyUnknownType", type_name(given))
    options: dict[str, object] = {}
    keys: dict[str, str] = {}
    for key, value in given.items():
        if not isinstance(key, str):
            _refuse(cmdlet, "DictionaryKeyNonString", type_name(key).rpartition(".")[2])
        option, full = _option(cmdlet, key, allowed)
        if option in options:
            _refuse(cmdlet, "DictionaryKeyDuplicate", key, full)
        check = _any_text if loose and option in ("width", "alignment") else _checked
        options[option] = check(cmdlet, option, key, unwrap(value))
        keys[option] = key
    if "expression" not in options:
        _refuse(cmdlet, "DictionaryKeyMandatoryEntry", "expression")
    source = options["expression"]
    block = source if isinstance(source, ScriptBlock) else None
    if not options.get("name"):
        options.pop("name", None)
    return PropertyExpression(to_text(source), block, options)


def _option(cmdlet: Cmdlet, key: str, allowed: Sequence[str]) -> tuple[str, str]:
    """The option a key abbreviates, and its full spelling."""
    low = key.lower()
    fits = (
        [full for full, option in _OPTIONS.items() if option in allowed and full.lower().startswith(low)] if low else []
    )
    if not fits:
        _refuse(cmdlet, "DictionaryKeyIllegal", key)
    if len(fits) > 1:
        _refuse(cmdlet, "DictionaryKeyAmbiguous", key, " or ".join(fits))
    return _OPTIONS[fits[0]], fits[0]


def _checked(cmdlet: Cmdlet, option: str, key: str, value: object) -> object:
    if option == "expression":
        if not isinstance(value, str | ScriptBlock):
            _refuse(cmdlet, "DictionaryKeyIllegalValue1", key, type_name(value), _TEXT_OR_BLOCK)
        if value == "":
            _refuse(cmdlet, "ExpressionEmptyString2")
    elif option in ("name", "format"):
        if not isinstance(value, str):
            _refuse(cmdlet, "DictionaryKeyIllegalValue2", key, type_name(value), "System.String")
    elif option in ("width", "depth"):
        if not isinstance(value, int) or isinstance(value, bool):
            _refuse(cmdlet, "DictionaryKeyIllegalValue2", key, type_name(value), "System.Int32")
        if value < 1:
            _refuse(cmdlet, "WidthOutOfRange", str(int(value)), key)
    elif option == "alignment":
        fits = [word for word in _ALIGNMENTS if isinstance(value, str) and value and word.startswith(value.lower())]
        if len(fits) != 1:
            _refuse(cmdlet, "AlignmentIllegalValue", to_text(value))
        return fits[0]
    return value


def _any_text(cmdlet: Cmdlet, option: str, key: str, value: object) -> object:
    if isinstance(value, str) or (option == "width" and isinstance(value, int) and not isinstance(value, bool)):
        return value
    if option == "width":
        _refuse(cmdlet, "DictionaryKeyIllegalValue1", key, type_name(value), "System.String, System.Int32")
    _refuse(cmdlet, "DictionaryKeyIllegalValue2", key, type_name(value), "System.String")


def _refuse(cmdlet: Cmdlet, error_id: str, *arguments: str) -> NoReturn:
    # PowerShell's exception says no more than this; the sentence for people is the record's details.
    exception = PSError(
        "Specified method is not supported.", error_id, "InvalidArgument", "System.NotSupportedException"
    )
    cmdlet.throw(ErrorRecord(exception, details=_MESSAGES[error_id].format(*arguments)))


def report_failures(cmdlet: Cmdlet, given: Sequence[PropertyExpression]) -> None:
    """Make expressions that fail errors of the cmdlet, as Sort-Object and Group-Object do."""
    from glueshell.engine.scriptblock_surface import seen_outside

    def tell(error: Terminating, item: object) -> None:
        seen = seen_outside(error)
        cmdlet.write_error(ErrorRecord(seen, "ExpressionEvaluation", "InvalidResult", unwrap(item)))

    for expression in given:
        expression.tell = tell


def option_is_true(expression: PropertyExpression, option: str) -> bool | None:
    """The truth of an option, None when it is not there."""
    if option not in expression.options:
        return None
    return truth(expression.options[option])
