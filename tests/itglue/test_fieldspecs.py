# ruff: noqa: E501
"""New types from friendly descriptions of their fields."""

from __future__ import annotations

from typing import Any

import pytest

from glueshell.itglue.fieldspecs import FieldSpec, FieldSpecProblem, field_plan, type_plan
from tests.itglue.account import CATALOG

EMAIL: list[dict[str, Any]] = [
    {
        "Name": "Domains",
        "Kind": "Tag",
        "TagType": "Domains",
        "Required": True,
        "ShowInList": True,
        "Hint": "Tag accepted domains",
    },
    {
        "name": "Type",
        "kind": "select",
        "options": ["Office 365", "POP/IMAP"],
        "required": "true",
        "use-for-title": True,
        "SHOWINLIST": 1,
    },
    {"Label": "Email Servers", "Type": "Tag", "Tag": "Configuration", "show_in_list": "yes"},
    {"Name": "Location", "Kind": "Select", "Options": "Cloud\r\nOn-Premises\r\n"},
    {"Name": "Mailboxes", "Kind": "Number", "Decimals": 2},
    {"Name": "Renewal", "Kind": "Date", "Expiration": True},
    {"Name": "LAN", "Kind": "Tag", "TagType": 12},
    {"Name": "Notes", "Kind": "Header"},
]


def test_descriptions_in_any_spelling_become_fields() -> None:
    fields = field_plan(EMAIL, CATALOG)
    assert [(item.order, item.key, item.kind.name, item.tag_type) for item in fields] == [
        (1, "domains", "Tag", "Domains"), (2, "type", "Select", None), (3, "email-servers", "Tag", "Configurations"),
        (4, "location", "Select", None), (5, "mailboxes", "Number", None), (6, "renewal", "Date", None),
        (7, "lan", "Tag", "FlexibleAssetType: 12"), (8, "notes", "Header", None),
    ]  # fmt: skip
    assert fields[1].options == ("Office 365", "POP/IMAP") and fields[3].options == ("Cloud", "On-Premises")
    assert (fields[4].decimals, fields[5].expiration) == (2, True)


def test_the_plan_carries_type_and_fields_in_one_request() -> None:
    plan = type_plan(CATALOG, " Email ", field_plan(EMAIL[:2], CATALOG), description="Mail systems", icon="envelope")
    assert (plan.method, plan.path, plan.title, plan.organization_id) == (
        "POST",
        "/flexible_asset_types",
        "Email",
        None,
    )
    assert plan.body == {
        "data": {
            "type": "flexible_asset_types",
            "attributes": {
                "name": "Email", "description": "Mail systems", "icon": "envelope", "enabled": True, "show-in-menu": True,
            },
            "relationships": {
                "flexible-asset-fields": {
                    "data": [
                        {
                            "type": "flexible_asset_fields",
                            "attributes": {
                                "order": 1, "name": "Domains", "kind": "Tag", "hint": "Tag accepted domains", "tag-type": "Domains",
                                "required": True, "use-for-title": False, "show-in-list": True,
                            },
                        },
                        {
                            "type": "flexible_asset_fields",
                            "attributes": {
                                "order": 2, "name": "Type", "kind": "Select", "default-value": "Office 365\nPOP/IMAP",
                                "required": True, "use-for-title": True, "show-in-list": True,
                            },
                        },
                    ]
                }
            },
        }
    }  # fmt: skip


def test_an_object_that_is_iterated_in_pairs_is_taken() -> None:
    class Pairs:
        def __iter__(self) -> Any:
            return iter([("Name", "A"), ("Kind", "Text"), ("Title", True), ("List", True)])

    assert isinstance(field_plan([Pairs()], CATALOG)[0], FieldSpec)


def text(**more: Any) -> dict[str, Any]:
    return {"Name": "Ok", "Kind": "Text", "UseForTitle": True, "ShowInList": True, **more}


@pytest.mark.parametrize(
    "specs, error_id, index, words",
    [
        ([], "NoFields", None, "at least one field"),
        (["Name"], "NotAField", 0, "Field 1 is no set of names"),
        ([5], "NotAField", 0, "Field 1"),
        ([text(Requird=True)], "UnknownKey", 0, "Field 'Ok' knows no 'Requird'"),
        ([{"Name": "A", "Label": "B", "Kind": "Text"}], "KeyTwice", 0, "says 'Name' twice"),
        ([{"Kind": "Text"}], "NoName", 0, "Field 1 has no Name."),
        ([text(Name="???")], "NoLetters", 0, "a letter or a digit"),
        ([{"Name": "A"}], "NoKind", 0, "the kinds are Checkbox"),
        ([text(Kind="Slect")], "UnknownKind", 0, "the kind 'Slect'"),
        ([text(Kind="Select")], "NoOptions", 0, "needs Options"),
        ([text(Kind="Select", Options=[" ", ""])], "NoOptions", 0, "needs Options"),
        ([text(Options="A")], "OptionsElsewhere", 0, "only a Select"),
        ([text(Kind="Tag")], "NoTagType", 0, "needs a TagType"),
        ([text(TagType="Domains")], "TagTypeElsewhere", 0, "only a Tag"),
        ([text(Kind="Tag", Tag="Domans")], "UnknownTagType", 0, "'Domans', which cannot be tagged"),
        ([text(Decimals=1)], "DecimalsElsewhere", 0, "only a Number"),
        ([text(Kind="Number", Decimals="many")], "BadDecimals", 0, "from 0 to 9"),
        ([text(Expiration=True)], "ExpirationElsewhere", 0, "only a Date"),
        ([text(), {"Name": "H", "Kind": "Header", "Required": True}], "HeaderFlag", 1, "cannot be Required"),
        ([text(Required="perhaps")], "NotABool", 0, "'perhaps' for Required"),
        ([text(), text(Name="OK!")], "SameName", 1, "'OK!' and 'Ok' would get the same name-key ok"),
        ([text(UseForTitle=False)], "NoTitle", None, "UseForTitle"),
        ([text(ShowInList=False)], "NoList", None, "ShowInList"),
    ],
)
def test_a_description_that_makes_no_field_is_refused_by_name(
    specs: list[Any], error_id: str, index: int | None, words: str
) -> None:
    with pytest.raises(FieldSpecProblem) as caught:
        field_plan(specs, CATALOG)
    assert (caught.value.error_id, caught.value.index, caught.value.exit_status) == (error_id, index, 2)
    assert words in caught.value.message


def test_near_words_are_suggested() -> None:
    for spec, near in (
        (text(Requird=True), "Required"),
        (text(Kind="Slect"), "Select"),
        (text(Kind="Tag", Tag="Domans"), "Domains"),
    ):
        with pytest.raises(FieldSpecProblem) as caught:
            field_plan([spec], CATALOG)
        assert caught.value.suggestions[0] == near


def test_a_type_needs_a_name() -> None:
    with pytest.raises(FieldSpecProblem, match="needs a name"):
        type_plan(CATALOG, "  ", field_plan([text()], CATALOG))
