"""Pages, order, filters, includes and nested lists."""

from __future__ import annotations

import pytest

from tests.sandbox.client import Client


def test_a_page_has_fifty_records_unless_asked_otherwise(reading: Client) -> None:
    assert len(reading.get("/configurations").data) == 50
    assert len(reading.get("/configurations?page[size]=7").data) == 7


@pytest.mark.parametrize(("size", "count"), [("5000", 600), ("0", 1), ("-3", 1), ("many", 50)])
def test_the_page_size_is_clamped(reading: Client, size: str, count: int) -> None:
    assert len(reading.get(f"/configurations?page[size]={size}").data) == count


def test_pages_tile_the_list(reading: Client) -> None:
    everything = reading.ids("/contacts?page[size]=1000")
    pages = [id for n in range(1, 8) for id in reading.ids(f"/contacts?page[size]=47&page[number]={n}")]
    assert pages == everything and len(set(pages)) == 300


def test_meta_and_links_lead_through_the_pages(reading: Client) -> None:
    first = reading.get("/configurations?page[size]=250&sort=name").json
    assert first["meta"] == {
        "current-page": 1, "next-page": 2, "prev-page": None, "total-pages": 3, "total-count": 600, "filters": {},
    }  # fmt: skip
    base = "http://localhost:8080/configurations?sort=name&"
    assert first["links"] == {
        "self": base + "page%5Bnumber%5D=1&page%5Bsize%5D=250",
        "first": base + "page%5Bnumber%5D=1&page%5Bsize%5D=250",
        "prev": None,
        "next": base + "page%5Bnumber%5D=2&page%5Bsize%5D=250",
        "last": base + "page%5Bnumber%5D=3&page%5Bsize%5D=250",
    }
    last = reading.get("/configurations?page[size]=250&page[number]=3").json
    assert last["meta"]["next-page"] is None and last["meta"]["prev-page"] == 2
    assert last["links"]["next"] is None


def test_a_page_past_the_end_is_empty(reading: Client) -> None:
    answer = reading.get("/organizations?page[number]=9")
    assert answer.status == 200 and answer.data == []


def test_show_is_not_paged(reading: Client) -> None:
    id = reading.ids("/organizations")[0]
    assert list(reading.get(f"/organizations/{id}?page[size]=3").json) == ["data"]


def test_the_order_without_sort_is_ascending_id(reading: Client) -> None:
    ids = [int(id) for id in reading.ids("/configurations?page[size]=1000")]
    assert ids == sorted(ids)


@pytest.mark.parametrize("sort", ["created_at", "created-at"])
def test_sorting_takes_either_spelling_and_a_minus(reading: Client, sort: str) -> None:
    up = [e["attributes"]["created-at"] for e in reading.get(f"/organizations?sort={sort}").data]
    down = [e["attributes"]["created-at"] for e in reading.get(f"/organizations?sort=-{sort}").data]
    assert up == sorted(up) and down == up[::-1]


def test_several_sort_fields_count_from_left_to_right(reading: Client) -> None:
    found = reading.get("/organizations?sort=organization_status_name,-name").data
    keys = [(e["attributes"]["organization-status-name"], e["attributes"]["name"]) for e in found]
    assert [status for status, _ in keys] == sorted(status for status, _ in keys)
    active = [name.casefold() for status, name in keys if status == "Active" and name.isascii()]
    assert active == sorted(active, reverse=True)


def test_unknown_sort_fields_are_ignored(reading: Client) -> None:
    assert reading.ids("/organizations?sort=colour") == reading.ids("/organizations")


def test_a_name_filter_matches_exactly(reading: Client) -> None:
    assert reading.names("/organizations?filter[name]=Northwind Traders") == ["Northwind Traders"]
    assert reading.names("/organizations?filter[name]=northwind traders") == []
    assert reading.names("/organizations?filter[name]=Northwind") == []


def test_a_comma_separates_alternatives_and_a_backslash_keeps_it(reading: Client) -> None:
    found = reading.names("/organizations?filter[name]=Kub\\, Reynolds and Gibson,Trey Research")
    assert sorted(found) == ["Kub, Reynolds and Gibson", "Trey Research"]


def test_filters_join_with_and(reading: Client) -> None:
    id = reading.id_of("/organizations", "Trey Research")
    assert reading.names(f"/organizations?filter[id]={id}&filter[name]=Trey Research") == ["Trey Research"]
    assert reading.names(f"/organizations?filter[id]={id}&filter[name]=Contoso") == []


def test_exclude_drops_matches(reading: Client) -> None:
    ids = reading.ids("/organizations")
    left = reading.ids(f"/organizations?filter[exclude][id]={ids[0]},{ids[1]}")
    assert left == ids[2:]
    assert "Trey Research" not in reading.names("/organizations?filter[exclude][name]=Trey Research")


def test_dates_filter_by_day_range_and_open_end(reading: Client) -> None:
    entry = reading.get("/organizations?sort=created_at").data[4]
    created = entry["attributes"]["created-at"]
    assert entry["id"] in reading.ids(f"/organizations?filter[created_at]={created[:10]}")
    assert reading.ids(f"/organizations?filter[created_at]={created}") == [entry["id"]]
    assert reading.ids(f"/organizations?filter[created-at]={created[:19]}Z") == [entry["id"]]
    assert len(reading.ids(f"/organizations?filter[created_at]=*,{created}")) == 5
    assert len(reading.ids(f"/organizations?filter[created_at]={created},*")) == 36
    assert len(reading.ids(f"/organizations?filter[created_at]={created[:10]}, {created[:10]}")) == 1
    for unreadable in ("yesterday", "9999-12-31", "", ","):
        assert reading.ids(f"/organizations?filter[created_at]={unreadable}") == []


def test_number_ranges_include_both_ends(reading: Client) -> None:
    ids = reading.ids("/organizations")
    assert reading.ids(f"/organizations?filter[range]={ids[2]}, {ids[5]}") == ids[2:6]
    assert reading.ids(f"/organizations?filter[range]={ids[30]}, *") == ids[30:]
    assert reading.ids(f"/organizations?filter[range]=*, {ids[3]}") == ids[:4]


def test_booleans_are_lower_case_words_or_digits(reading: Client) -> None:
    archived = reading.ids("/configurations?filter[archived]=true&page[size]=1000")
    assert 0 < len(archived) < 60
    assert reading.ids("/configurations?filter[archived]=1&page[size]=1000") == archived
    present = reading.get("/configurations?filter[archived]=false").json["meta"]["total-count"]
    assert present == 600 - len(archived)
    assert reading.ids("/configurations?filter[archived]=True") == []


def test_contacts_that_are_neither_important_nor_not_match_neither(reading: Client) -> None:
    counts = [
        reading.get(f"/contacts?filter[important]={value}").json["meta"]["total-count"] for value in ("true", "false")
    ]
    assert 0 < sum(counts) < 300


def test_the_primary_email_is_compared(reading: Client) -> None:
    contact = reading.get("/contacts?filter[id]=4387").data[0]
    mail = contact["attributes"]["contact-emails"][0]["value"]
    assert reading.ids(f"/contacts?filter[primary_email]={mail}") == ["4387"]


@pytest.mark.parametrize("query", ["filter[CountryID]=2", "filter[colour]=red", "filter=x", "filter[]=1", "colour=red"])
def test_unknown_query_keys_are_ignored(reading: Client, query: str) -> None:
    assert reading.ids(f"/regions?{query}") == reading.ids("/regions")


def test_ids_that_are_no_numbers_match_nothing(reading: Client) -> None:
    assert reading.ids("/organizations?filter[id]=abc") == []
    assert reading.ids(f"/organizations?filter[id]={'9' * 60}") == []


def test_filter_keys_may_have_dashes(reading: Client) -> None:
    type_id = reading.id_of("/flexible_asset_types", "Applications")
    dashes = reading.ids(f"/flexible_assets?filter[flexible-asset-type-id]={type_id}")
    assert dashes and dashes == reading.ids(f"/flexible_assets?filter[flexible_asset_type_id]={type_id}")


def test_the_list_of_assets_wants_a_type(reading: Client) -> None:
    answer = reading.get("/flexible_assets")
    assert answer.status == 400
    assert answer.json == {
        "errors": [
            {
                "title": "Bad Request",
                "detail": "param is missing or the value is empty: flexible_asset_type_id",
                "status": "400",
            }
        ]
    }


def test_included_fields_are_linked_and_complete(reading: Client) -> None:
    document = reading.get("/flexible_asset_types?include=flexible_asset_fields&filter[name]=LAN").json
    linkage = document["data"][0]["relationships"]["flexible-asset-fields"]["data"]
    assert [entry["id"] for entry in linkage] == [entry["id"] for entry in document["included"]]
    assert {entry["type"] for entry in linkage} == {"flexible-asset-fields"}
    orders = [entry["attributes"]["order"] for entry in document["included"]]
    assert orders == list(range(1, len(orders) + 1))
    nested = f"/flexible_asset_types/{document['data'][0]['id']}/relationships/flexible_asset_fields"
    assert reading.get(nested).data == document["included"]


def test_a_record_can_include_the_one_it_refers_to(reading: Client) -> None:
    location = reading.get("/locations").data[0]
    organization = location["attributes"]["organization-id"]
    answer = reading.get(f"/organizations/{organization}/relationships/contacts?include=location").json
    assert answer["data"][0]["relationships"]["location"] == {"data": None}
    assert answer["included"] == []


def test_interfaces_are_included_with_their_configuration(reading: Client) -> None:
    document = reading.get("/configurations?filter[name]=FROG-DC01&include=configuration_interfaces").json
    (entry,) = document["data"]
    (interface,) = document["included"]
    assert entry["relationships"]["configuration-interfaces"]["data"] == [
        {"type": "configuration-interfaces", "id": interface["id"]}
    ]
    assert interface["attributes"]["ip-address"] == entry["attributes"]["primary-ip"]


def test_includes_without_records_are_empty_and_unknown_ones_ignored(reading: Client) -> None:
    document = reading.get("/organizations?include=attachments,nonsense&page[size]=1").json
    assert document["data"][0]["relationships"] == {"attachments": {"data": []}}
    assert document["included"] == []


def test_nested_lists_hold_the_children_and_can_be_filtered(reading: Client) -> None:
    id = reading.id_of("/organizations", "Test Organization - Happy Frog")
    nested = reading.ids(f"/organizations/{id}/relationships/configurations")
    assert nested == reading.ids(f"/configurations?filter[organization_id]={id}") and len(nested) == 24
    named = reading.names(f"/organizations/{id}/relationships/configurations?filter[name]=FROG-EX01")
    assert named == ["FROG-EX01"]


def test_a_nested_record_must_belong_to_its_parent(reading: Client) -> None:
    frog = reading.id_of("/organizations", "Test Organization - Happy Frog")
    otter = reading.id_of("/organizations", "Test Organization - Quiet Otter")
    assert reading.get(f"/organizations/{frog}/relationships/contacts/4387").status == 200
    assert reading.get(f"/organizations/{otter}/relationships/contacts/4387").status == 404


def test_a_missing_parent_is_unauthorized(reading: Client) -> None:
    assert reading.get("/organizations/1/relationships/contacts").status == 401


def test_regions_of_a_country(reading: Client) -> None:
    country = reading.id_of("/countries", "Canada")
    assert reading.names(f"/countries/{country}/relationships/regions") == ["British Columbia", "Ontario", "Quebec"]


def test_paths_take_an_api_prefix_doubled_and_trailing_slashes(reading: Client) -> None:
    ids = reading.ids("/organizations")
    for path in ("/api/organizations", "//organizations", "/organizations/"):
        assert reading.ids(path) == ids


def test_head_has_no_body(reading: Client) -> None:
    answer = reading.request("HEAD", "/organizations")
    assert answer.status == 200 and answer.body == b"" and int(answer.headers["content-length"]) > 1000
