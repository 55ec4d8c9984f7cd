"""The values in a saved script: ids become names, what is the customer's becomes a parameter, a secret a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.language.names import quote_double, quote_single
from glueshell.session.recording import Entry, Reference, Trait
from glueshell.session.redaction import MARK

if TYPE_CHECKING:
    from glueshell.itglue.kinds import TagRef
    from glueshell.itglue.schema import Field
    from glueshell.itglue.snapshot import Name, Snapshot

ORGANIZATIONS, DOMAINS = "organizations", "domains"
# Records that are the customer's own when they are tagged; the names of others are the same everywhere.
OWN_TAGS = frozenset({"contacts", "configurations"})
# Kinds whose values a type lists or checks; nothing in them is the customer's.
CLOSED_KINDS = frozenset({"Select", "Checkbox", "Number", "Date", "Percent", "Header"})
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
PHONE = re.compile(r"\+?\(?\d[\d ()./-]{5,}\d")
PHONE_INSIDE = re.compile(r"(?<![\w.,:/+-])(?:\+\d[\d ()-]{6,}\d|\(?\d[\d ()-]{8,}\d)(?![\w:/-]|\.\d)")
DATE_INSIDE = re.compile(r"\d{4}-\d\d?-\d\d?|\d\d?-\d\d?-\d{4}")
# Dates, addresses of networks, plain numbers.
NO_PHONE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,3}(?:\.\d{1,3}){3}(?:/\d+)?|\d+(?:\.\d+)?"
)
DIGITS_OF_A_PHONE = range(7, 16)
SECRET_WORDS = ("password", "passwd", "pwd", "secret", "token", "key", "pass")
# Shorter names would be found inside ordinary words.
SHORTEST_NAME = 4
AFTER_A_NAME = re.compile(r"[\w:?]")


class Lifted:
    """A parameter of the script: its name, type and default as they are written; no default for what is asked for.

    `stands_for` is the text in whose place it is put.
    """

    __slots__ = ("default", "name", "note", "stands_for", "type")

    def __init__(self, name: str, type: str, default: str | None, stands_for: str = "", note: str = "") -> None:
        self.name = name
        self.stands_for = stands_for
        self.type = type
        self.default = default
        self.note = note

    @property
    def secret(self) -> bool:
        """Whether it is asked for unseen."""
        return self.default is None

    def declaration(self) -> str:
        """Its line in the param block."""
        if self.default is None:
            return f"[Parameter(Mandatory)][{self.type}]${self.name}"
        return f"[{self.type}]${self.name} = {self.default}"


class Values:
    """What the literals of the kept lines are, and the parameters made of them; one for one script.

    `taken` are variables that the lines use, in lower case: no parameter is called so.
    """

    def __init__(self, entries: Iterable[Entry], snapshot: Snapshot, taken: Iterable[str]) -> None:
        self._snapshot = snapshot
        self._taken = {name.lower() for name in taken}
        self.parameters: list[Lifted] = []
        self.ambiguous: dict[str, str] = {}
        self._by_value: dict[tuple[str, str], Lifted] = {}
        self._organizations: dict[int, Name] = {}
        self._references: dict[tuple[str, str], Name] = {}
        self._fields: dict[str, Field] = {}
        self._refs: dict[tuple[str, str], TagRef] = {}
        self._own: dict[str, tuple[str, str]] = {}
        self._domains: dict[str, None] = {}
        for fact in [fact for entry in entries for fact in entry.facts]:
            if isinstance(fact, Reference):
                self._learn_reference(fact)
            elif isinstance(fact, Trait):
                self._learn_trait(fact)
        self._roots = _roots(self._domains)

    # -- learning ------------------------------------------------------------------------------------------------

    def _learn_reference(self, fact: Reference) -> None:
        self._references[fact.resource, _same(fact.text)] = fact.name
        self._references[fact.resource, str(fact.name.id)] = fact.name
        if fact.resource == ORGANIZATIONS:
            self._organizations.setdefault(fact.name.id, fact.name)
            for name in self._snapshot.names(DOMAINS, fact.name.id):
                self._domains[name.text.lower()] = None

    def _learn_trait(self, fact: Trait) -> None:
        from glueshell.itglue.catalog import spelling
        from glueshell.itglue.kinds import TagRef
        from glueshell.itglue.snapshot import names_key

        key = spelling(fact.field.key)
        self._fields[key] = fact.field
        resource = names_key(fact.field.tag_type)
        for ref in fact.value if isinstance(fact.value, tuple) else ():
            if not isinstance(ref, TagRef):
                continue
            self._refs[key, str(ref.id)] = ref
            if ref.name:
                self._refs[key, _same(ref.name)] = ref
            if resource == DOMAINS and ref.name:
                self._domains[ref.name.lower()] = None
            elif resource in OWN_TAGS and ref.name and not self._elsewhere(resource, ref.name, fact.organization_id):
                self._own.setdefault(_same(ref.name), (fact.field.key, ref.name))

    def _elsewhere(self, resource: str, name: str, organization_id: int) -> bool:
        """Whether another organization has a record of this name too: then it is nobody's own."""
        found = self._snapshot.find(resource, name)
        return any(one.organization_id not in (None, organization_id) for one in found)

    # -- what a literal means ------------------------------------------------------------------------------------

    def field(self, key: str) -> Field | None:
        """The field that a line filled, by any spelling of its key or name."""
        from glueshell.itglue.catalog import spelling
        from glueshell.itglue.schema import name_key

        return self._fields.get(spelling(key)) or self._fields.get(spelling(name_key(key)))

    def named(self, resource: str, text: str) -> str | None:
        """The name of the record that a word of a command meant, None where the word itself is best."""
        name = self._references.get((resource, _same(text)))
        if name is None or name.text == text:
            return None
        if len(self._snapshot.find(resource, name.text, name.organization_id)) > 1:
            self.ambiguous[text] = name.text
            return None
        return name.text

    def tagged(self, field: Field, text: str, organization_id: int | None) -> str | None:
        """The name of the record that was tagged by an id or an address, None where the word itself is best."""
        from glueshell.itglue.catalog import spelling
        from glueshell.itglue.snapshot import names_key
        from glueshell.itglue.urls import parse_record_url
        from glueshell.session.references import ACCOUNT_WIDE

        url = parse_record_url(text) if "://" in text else None
        ref = self._refs.get((spelling(field.key), _same(url.id if url is not None else text)))
        if ref is None or not ref.name or ref.name == text:
            return None
        key = names_key(field.tag_type)
        scope = None if key in ACCOUNT_WIDE else organization_id
        if key is not None and len(self._snapshot.find(key, ref.name, scope)) > 1:
            self.ambiguous[text] = ref.name
            return None
        return ref.name

    def record_name(self, resource: str, id: str, organization_id: int | None) -> str | None:
        """The name of a record by its id, where nothing else in the organization is called so."""
        names = self._snapshot.names(resource)
        known = names.get(int(id)) if id.isdecimal() else None
        if known is None:
            return None
        scope = organization_id if known.organization_id is not None else None
        return known.text if len(self._snapshot.find(resource, known.text, scope)) == 1 else None

    def type_name(self, type_id: str) -> str | None:
        """The name of a flexible asset type, where no other has it."""
        resource = "flexible_asset_types"
        schema = self._snapshot.schema(type_id)
        known = self._snapshot.names(resource).get(int(type_id))
        name = schema.name if schema is not None else known.text if known is not None else None
        return name if name is not None and len(self._snapshot.find(resource, name)) < 2 else None

    # -- parameters ----------------------------------------------------------------------------------------------

    def organization(self, name: Name) -> Lifted:
        """The parameter of an organization."""
        twins = len(self._snapshot.find(ORGANIZATIONS, name.text)) > 1
        default = str(name.id) if twins else quote(name.text)
        return self._lift("Organization", "Organization", name.text, default, name.text if twins else "", name.id)

    def secret(self, said: str) -> Lifted:
        """The parameter of a secret that was given to something called `said`."""
        return self._lift(named_for(said, "Secret", *SECRET_WORDS), "securestring", f"{len(self.parameters)}", None)

    def pieces(self, text: str, field: Field | None, said: str) -> list[str | Lifted]:
        """A text with parameters in the place of what is the customer's; `said` is what it was given to."""
        if field is not None and field.kind_name in CLOSED_KINDS:
            return [text]
        whole = self._whole(text, field, said)
        return [whole] if whole is not None else self._embedded(text, said)

    def own_list(self, texts: Sequence[str], field: Field) -> Lifted | None:
        """One parameter for several tagged records, when all of them are the customer's own."""
        owned = [self._own.get(_same(text)) for text in texts]
        names = [one[1] for one in owned if one is not None and one[0] == field.key]
        if len(texts) < 2 or len(names) != len(texts):
            return None
        default = "@(" + ", ".join(quote(name) for name in names) + ")"
        return self._lift(_pascal(field.key), "string[]", "\0".join(names), default)

    def _whole(self, text: str, field: Field | None, said: str) -> Lifted | None:
        for organization in self._organizations.values():
            if text.casefold() == organization.text.casefold():
                return self.organization(organization)
        own = self._own.get(_same(text))
        if own is not None and (field is None or field.key == own[0]):
            return self._lift(_pascal(own[0]), "string", own[1], quote(own[1]))
        if EMAIL.fullmatch(text):
            return self._email(text, said)
        if is_phone(text):
            name = _pascal(field.key) if field is not None else named_for(said, "Phone")
            return self._lift(name, "string", text, quote(text))
        return None

    def _email(self, text: str, said: str) -> Lifted:
        default = render(self._in_parts(text, self._domain_spots(text)))
        return self._lift(named_for(said, "Email", "mail"), "string", text, default)

    def _embedded(self, text: str, said: str) -> list[str | Lifted]:
        spots: list[tuple[int, int, Lifted]] = []
        for found in EMAIL.finditer(text):
            spots.append((found.start(), found.end(), self._email(found[0], said)))
        for found in PHONE_INSIDE.finditer(text):
            if is_phone(found[0]) and DATE_INSIDE.search(found[0]) is None:
                lifted = self._lift(named_for(said, "Phone"), "string", found[0], quote(found[0]))
                spots.append((found.start(), found.end(), lifted))
        spots += self._domain_spots(text)
        for organization in self._organizations.values():
            if len(organization.text) >= SHORTEST_NAME:
                for found in re.finditer(rf"(?<!\w){re.escape(organization.text)}(?!\w)", text):
                    spots.append((found.start(), found.end(), self.organization(organization)))
        return self._in_parts(text, spots)

    def _domain_spots(self, text: str) -> list[tuple[int, int, Lifted]]:
        lowered = text.lower()
        spots = []
        for root in self._roots:
            if root in lowered:
                for found in re.finditer(rf"(?<![\w-]){re.escape(root)}(?![\w-]|\.\w)", lowered):
                    spots.append((found.start(), found.end(), self._lift("Domain", "string", root, quote(root))))
        return spots

    @staticmethod
    def _in_parts(text: str, spots: Iterable[tuple[int, int, Lifted]]) -> list[str | Lifted]:
        parts: list[str | Lifted] = []
        at = 0
        # Of two places that overlap the longer one that begins first counts.
        for start, end, lifted in sorted(spots, key=lambda spot: (spot[0], -spot[1])):
            if start >= at:
                parts += [text[at:start], lifted] if start > at else [lifted]
                at = end
        return [*parts, text[at:]] if at < len(text) or not parts else parts

    def _lift(
        self, name: str, type: str, value: str, default: str | None, note: str = "", id: int | None = None
    ) -> Lifted:
        key = (name, value if id is None else str(id))
        if key not in self._by_value:
            free, number = name, 2
            while free.lower() in self._taken:
                free, number = f"{name}{number}", number + 1
            self._taken.add(free.lower())
            self._by_value[key] = Lifted(free, type, default, value, note)
            self.parameters.append(self._by_value[key])
        return self._by_value[key]


def named_for(said: str, otherwise: str, *words: str) -> str:
    """A name for a parameter: what the value was given to, where that tells (one of the words is in it)."""
    name = _pascal(said)
    return name if any(word in name.lower() for word in words or (otherwise.lower(),)) else otherwise


def render(pieces: Sequence[str | Lifted]) -> str:
    """Pieces as one argument: a variable, a quoted text, or a text in double quotes with variables in it."""
    if len(pieces) == 1:
        return f"${pieces[0].name}" if isinstance(pieces[0], Lifted) else quote(pieces[0])
    return '"' + "".join(inside(pieces)) + '"'


def inside(pieces: Sequence[str | Lifted]) -> list[str]:
    """Pieces as they stand between double quotes."""
    written = []
    for place, piece in enumerate(pieces):
        if isinstance(piece, str):
            written.append(quote_double(piece)[1:-1])
            continue
        follows = pieces[place + 1] if place + 1 < len(pieces) else ""
        closed = isinstance(follows, str) and AFTER_A_NAME.match(follows) is not None
        written.append(f"${{{piece.name}}}" if closed else f"${piece.name}")
    return written


def quote(text: str) -> str:
    """A text in quotes; control characters are written out, so that showing the file obeys nothing."""
    from glueshell.objects.neutral import neutralise

    if neutralise(text, newlines=True) == text:
        return quote_single(text)
    return "".join(_spelled(character) for character in quote_double(text))


def is_phone(text: str) -> bool:
    """Whether a text is a telephone number: digits with something between them, no date, address or plain number."""
    digits = sum(character.isdigit() for character in text)
    return PHONE.fullmatch(text) is not None and NO_PHONE.fullmatch(text) is None and digits in DIGITS_OF_A_PHONE


def _spelled(character: str) -> str:
    from glueshell.objects.neutral import neutralise

    return character if neutralise(character) == character else f"`u{{{ord(character):x}}}"


def _roots(domains: Mapping[str, None]) -> list[str]:
    """The domains that are not below another one, the longest first so that none hides another."""
    roots = [name for name in domains if not any(name.endswith("." + other) for other in domains)]
    return sorted(roots, key=lambda name: (-len(name), name))


def _same(text: str) -> str:
    return text.strip().casefold()


def _pascal(text: str) -> str:
    """A name of a field or parameter as a variable's: `email-servers` -> `EmailServers`."""
    words = re.findall(r"[A-Za-z0-9]+", text)
    name = "".join(word[:1].upper() + word[1:] for word in words)
    return name if name[:1].isalpha() else ""


def holds_secret(text: str) -> bool:
    """Whether a text had a secret in it."""
    return MARK in text
