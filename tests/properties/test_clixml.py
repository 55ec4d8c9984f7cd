"""Objects survive CLIXML, and XML survives being written and read."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from glueshell.objects.clixml import decoded, encoded, from_clixml, to_clixml
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.numbers import Int64
from glueshell.objects.psobject import PSObject, unwrap
from glueshell.objects.types.datetime import DateTime
from glueshell.objects.types.timespan import TimeSpan
from glueshell.objects.types.xml import XmlDocument

TEXTS = st.text(max_size=20)
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**31), 2**31 - 1),
    st.integers(-(2**63), 2**63 - 1).map(Int64),
    st.floats(allow_nan=False),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9),
    st.integers(0, 3_155_378_975_999_999_999).map(DateTime),
    st.integers(-(2**62), 2**62).map(TimeSpan),
    TEXTS,
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(TEXTS, inner, max_size=4).map(lambda items: Hashtable(items.items(), case=True)),
        st.dictionaries(st.text("abcxyz", min_size=1, max_size=5), inner, max_size=4).map(PSObject),
    ),
    max_leaves=12,
)


def plain(value: object) -> object:
    """A value without what reading back may change: lists of another type, objects of another name."""
    bare = unwrap(value)
    if isinstance(bare, PSObject):
        return {name.lower(): plain(item) for name, item in bare}
    if isinstance(bare, Hashtable):
        return {key: plain(item) for key, item in bare.items()}
    if isinstance(bare, list):
        return [plain(item) for item in bare]
    return (type(bare), bare) if not isinstance(bare, Decimal) else (Decimal, bare.normalize())


@given(VALUES)
def test_values_come_back(value: object) -> None:
    (back,) = from_clixml(to_clixml([value]))
    assert plain(back) == plain(value)


@given(st.text(max_size=60))
def test_any_text_can_be_written(text: str) -> None:
    assert decoded(encoded(text)) == text


NAMES = st.text("abcXYZ_", min_size=1, max_size=6)
CHARACTERS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=12)


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    """An element as XML, of random depth."""
    document = XmlDocument()
    node = document.make("Element", draw(NAMES))
    for name in draw(st.sets(NAMES, max_size=3)):
        node.set_attribute(name, draw(CHARACTERS))
    inside = "" if depth == 0 else "".join(draw(st.lists(elements(depth - 1), max_size=2)))
    if not inside:
        node.set_text(draw(CHARACTERS).strip())
        return node.outer()
    head = node.outer()
    return head[: -len(" />")] + ">" + inside + f"</{node.name}>"


@given(elements())
def test_xml_is_read_as_it_was_written(text: str) -> None:
    once = XmlDocument(text).outer()
    assert XmlDocument(once).outer() == once
