"""Queries: checked, escaped, and refused where IT Glue would silently answer with everything."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glueshell.itglue.errors import RequestProblem
from glueshell.itglue.queries import Query, escape, filter_pairs, request_of
from tests.itglue.account import CATALOG

ORGANIZATIONS = CATALOG["organizations"]


def split(text: str) -> list[str]:
    """The documented reading: commas separate values, a backslash keeps the comma."""
    return [part.replace("\\,", ",") for part in re.split(r"(?<!\\),", text)]


def pairs(resource: str, /, **filters: object) -> dict[str, str]:
    return dict(filter_pairs(CATALOG[resource], filters))


@given(st.lists(st.text(min_size=1).filter(lambda t: not t.endswith("\\")), min_size=1, max_size=4))
def test_escaped_values_are_read_as_they_were(values: list[str]) -> None:
    assert split(pairs("organizations", name=values)["filter[name]"]) == values


@given(st.text(min_size=1))
def test_one_value_is_one_value_whatever_it_holds(text: str) -> None:
    assert split(escape(text)) == [text]


def test_a_backslash_at_the_end_does_not_swallow_the_next_value() -> None:
    assert split(pairs("organizations", name=["a\\", "b"])["filter[name]"]) == ["b", "a\\"]
    with pytest.raises(RequestProblem):
        pairs("organizations", name=["a\\", "b\\"])


@pytest.mark.parametrize(
    "name, filters, sent",
    [
        ("organizations", {"name": "Kub, Reynolds and Gibson"}, {"filter[name]": "Kub\\, Reynolds and Gibson"}),
        ("organizations", {"Name": ["A", "B"]}, {"filter[name]": "A,B"}),
        ("organizations", {"organization-type-id": 5}, {"filter[organization_type_id]": "5"}),
        ("organizations", {"OrganizationType": [5, "6"]}, {"filter[organization_type_id]": "5,6"}),
        ("organizations", {"exclude.name": "A"}, {"filter[exclude][name]": "A"}),
        ("organizations", {"ExcludeName": "A, B"}, {"filter[exclude][name]": "A\\, B"}),
        ("organizations", {"primary": True}, {"filter[primary]": "true"}),
        ("organizations", {"primary": "False"}, {"filter[primary]": "false"}),
        ("organizations", {"created_at": "2024-01-01,2024-02-01"}, {"filter[created_at]": "2024-01-01,2024-02-01"}),
        ("organizations", {"created_at": ("2024-01-01", None)}, {"filter[created_at]": "2024-01-01,*"}),
        ("organizations", {"IdRange": [2, 10]}, {"filter[range]": "2,10"}),
        ("organizations", {"name": None}, {}),
        (
            "organizations", {"psa_id": "7", "psa_integration_type": "Manage"},
            {"filter[psa_id]": "7", "filter[psa_integration_type]": "manage"},
        ),
        ("documents", {"document_folder_id": "null"}, {"filter[document_folder_id]": "null"}),
    ],
)  # fmt: skip
def test_filters_go_out_as_the_api_reads_them(name: str, filters: dict[str, object], sent: dict[str, str]) -> None:
    assert pairs(name, **filters) == sent


@pytest.mark.parametrize(
    "name, filters, error_id, words",
    [
        ("organizations", {"nam": "A"}, "UnknownFilter", "cannot be filtered by 'nam'"),
        ("attachments", {"name": "A"}, "NoFilters", "would be ignored"),
        ("flexible_assets", {"name": "A"}, "FilterNeeded", "'FlexibleAssetType'"),
        ("organizations", {"psa_id": 1}, "FilterPair", "'PsaId' needs 'PsaIntegrationType'"),
        ("organizations", {"id": "abc"}, "FilterValue", "whole numbers"),
        ("organizations", {"primary": "perhaps"}, "FilterValue", "true or false"),
        ("organizations", {"psa_integration_type": "manag"}, "FilterValue", "autotask"),
        ("organizations", {"created_at": ["a", "b", "c"]}, "FilterValue", "a start and an end"),
        ("organizations", {"created_at": "yesterday"}, "FilterValue", "does not take 'yesterday'; it takes 2024-01-31"),
        ("organizations", {"created_at": "2024-13-01"}, "FilterValue", "2024-01-31"),
        ("organizations", {"created_at": "2024-01-01..2024-02-01"}, "FilterValue", "a start and an end"),
        ("organizations", {"range": "5, x"}, "FilterValue", "a whole number"),
        ("user_metrics", {"date": ["2026-08-01", "2026-08-09"]}, "FilterValue", "at most 7 days later"),
        ("user_metrics", {"date": "*,2026-08-07"}, "FilterValue", "at most 7 days later"),
    ],
)
def test_a_filter_that_would_do_nothing_is_refused(
    name: str, filters: dict[str, object], error_id: str, words: str
) -> None:
    with pytest.raises(RequestProblem) as caught:
        pairs(name, **filters)
    assert (caught.value.error_id, caught.value.exit_status) == (error_id, 2)
    assert words in caught.value.message


def test_near_names_are_suggested() -> None:
    with pytest.raises(RequestProblem) as caught:
        pairs("organizations", nam="A")
    assert caught.value.suggestions[0] == "Name"
    with pytest.raises(RequestProblem) as caught:
        request_of(Query(ORGANIZATIONS, sort="-nmae"), CATALOG)
    assert caught.value.suggestions == ("name",)


@pytest.mark.parametrize(
    "name, sort",
    [
        ("organizations", "id"),
        ("flexible_assets", "created_at"),
        ("documents", None),
        ("user_metrics", "id"),
        ("logs", "created_at"),
    ],
)
def test_lists_come_in_an_order_in_which_pages_do_not_shift(name: str, sort: str | None) -> None:
    needed = {"FlexibleAssetType": 1} if name == "flexible_assets" else {}
    parent = ("organizations", "1") if name == "documents" else None
    request = request_of(Query(CATALOG[name], needed, parent=parent), CATALOG)
    assert dict(request.pairs).get("sort") == sort


def test_a_sort_that_was_asked_for_is_sent_in_the_spelling_of_the_api() -> None:
    assert dict(request_of(Query(ORGANIZATIONS, sort="-Id,created-at"), CATALOG).pairs)["sort"] == "-id,created_at"
    configurations = request_of(Query(CATALOG["configurations"], sort="updated_at"), CATALOG)
    assert dict(configurations.pairs)["sort"] == "updated-at"


def test_an_unknown_include_is_refused_and_known_ones_differ_for_lists_and_single_records() -> None:
    flexible = Query(CATALOG["flexible_asset_types"], include=("flexible-asset-fields",))
    assert dict(request_of(flexible, CATALOG).pairs)["include"] == "flexible_asset_fields"
    with pytest.raises(RequestProblem) as caught:
        request_of(Query(CATALOG["configurations"], include=("related_items",)), CATALOG)
    assert caught.value.error_id == "UnknownInclude"


@pytest.mark.parametrize(
    "query, path",
    [
        (Query(ORGANIZATIONS), "/organizations"),
        (Query(CATALOG["contacts"], parent=("organizations", "7")), "/organizations/7/relationships/contacts"),
        (Query(CATALOG["documents"], {"organization_id": 7}), "/organizations/7/relationships/documents"),
        (Query(CATALOG["documents"], {"Organization": 7}), "/organizations/7/relationships/documents"),
        (
            Query(CATALOG["flexible_asset_fields"], parent=("flexible_asset_types", "3")),
            "/flexible_asset_types/3/relationships/flexible_asset_fields",
        ),
        (Query(CATALOG["attachments"], parent=("contacts", "9")), "/contacts/9/relationships/attachments"),
        (Query(CATALOG["models"], parent=("manufacturers", "2")), "/manufacturers/2/relationships/models"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_path_follows_from_the_parent(query: Query, path: str) -> None:
    assert request_of(query, CATALOG).path == path


@pytest.mark.parametrize("name, parent", [("documents", "organization"), ("configuration_interfaces", "configuration")])
def test_a_list_below_a_parent_says_which_it_needs(name: str, parent: str) -> None:
    with pytest.raises(RequestProblem) as caught:
        request_of(Query(CATALOG[name]), CATALOG)
    assert (caught.value.error_id, caught.value.exit_status) == ("NeedsParent", 2)
    assert f"below one {parent}" in caught.value.message


def test_a_resource_without_a_list_says_so() -> None:
    with pytest.raises(RequestProblem, match="IT Glue offers no 'list' for Related Items"):
        request_of(Query(CATALOG["related_items"]), CATALOG)


def test_an_exact_query_is_sent_as_it_is() -> None:
    query = Query(ORGANIZATIONS, {"whatever": "a,b", "id": 1}, sort="x", include=("y",), exact=True)
    assert request_of(query, CATALOG).pairs == [
        ("filter[whatever]", "a\\,b"), ("filter[id]", "1"), ("sort", "x"), ("include", "y"),
    ]  # fmt: skip
    assert request_of(Query(ORGANIZATIONS, exact=True), CATALOG).pairs == []
