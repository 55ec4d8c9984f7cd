"""What is there already: whether an asset says what a draft says, whether a type has the fields that are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glueshell.itglue.documents import Resource
from glueshell.itglue.drafts import Draft
from glueshell.itglue.fieldspecs import FieldSpec
from glueshell.itglue.schema import Field, TypeSchema

NOTHING = "nothing"


class Difference:
    """One field that differs: its `key`, what is `wanted`, and what is `found` there, both as a person reads them."""

    __slots__ = ("found", "key", "wanted")

    def __init__(self, key: str, wanted: str, found: str) -> None:
        self.key = key
        self.wanted = wanted
        self.found = found

    def __repr__(self) -> str:
        return f"Difference({self.key!r}, {self.wanted!r}, {self.found!r})"


def trait_differences(draft: Draft, asset: Resource) -> list[Difference]:
    """The traits that the draft sets and the asset has differently, in form order; what it does not set is free.

    Both sides are compared as what they mean: tags by id, the read shape like the written one, texts as they look.
    """
    traits = asset.attributes.get("traits")
    found: list[Difference] = []
    for field in draft.schema.fillable:
        if field.key not in draft.values:
            continue
        wanted = draft.values[field.key]
        raw = traits.get(field.key) if isinstance(traits, dict) else None
        held = None if raw is None else field.kind.from_wire(raw)
        if field.kind.comparable(field, wanted) != field.kind.comparable(field, held):
            found.append(Difference(field.key, _shown(field, wanted), _shown(field, held)))
    return found


def same_title(draft: Draft, asset: Resource) -> bool:
    """Whether the asset is called what the draft would be called; never where the draft has no title.

    Between the names of several tags stands a blank or a comma.
    """
    title = _words(draft.title())
    return bool(title) and title == _words(str(asset.attributes.get("name") or ""))


def field_differences(specs: Sequence[FieldSpec], schema: TypeSchema) -> list[Difference]:
    """How the fields of a type differ from the wanted ones: missing, too many, or of another make."""
    found: list[Difference] = []
    held = {field.key: field for field in schema.fields}
    for spec in specs:
        field = held.pop(spec.key, None)
        if field is None:
            found.append(Difference(spec.key, spec.kind.name, NOTHING))
            continue
        found += [Difference(spec.key, wanted, there) for wanted, there in _makes(spec, field) if wanted != there]
    found += [Difference(field.key, NOTHING, field.kind_name) for field in held.values()]
    return found


def _words(text: str) -> list[str]:
    return text.replace(",", " ").split()


def _makes(spec: FieldSpec, field: Field) -> Iterator[tuple[str, str]]:
    """What is wanted and what is there, for everything that a draft depends on."""
    yield spec.kind.name, field.kind.name
    yield _tag_type(spec.tag_type), _tag_type(field.tag_type)
    if frozenset(spec.options) != frozenset(field.options):
        yield _options(spec.options), _options(field.options)
    yield _required(spec.required), _required(field.required)


def _tag_type(tag_type: str | None) -> str:
    return f"tags {tag_type}" if tag_type else "no tags"


def _options(options: Sequence[str]) -> str:
    return "options " + ", ".join(options) if options else "no options"


def _required(required: bool) -> str:
    return "required" if required else "not required"


def _shown(field: Field, value: object) -> str:
    shown = NOTHING if value is None or value == () else field.kind.show(value)
    return shown or NOTHING
