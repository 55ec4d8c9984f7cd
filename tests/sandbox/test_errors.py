"""Error answers, member for member."""

from __future__ import annotations

import json

import pytest

from tests.sandbox.client import Client, World


@pytest.mark.parametrize("key", ["", "ITG.wrong"])
def test_a_missing_or_wrong_key_is_forbidden(client: Client, key: str) -> None:
    answer = client.request("GET", "/organizations", key=key)
    assert answer.status == 403 and answer.json == {"message": "Forbidden"}


def test_another_content_type_is_refused_on_a_write(client: Client) -> None:
    answer = client.request("POST", "/organizations", {"data": {}}, content_type="application/json")
    assert answer.status == 415 and answer.json == {"message": "Unsupported Media Type"}


def test_a_charset_beside_the_content_type_is_fine(client: Client) -> None:
    body = {"data": {"type": "organizations", "attributes": {"name": "New"}}}
    kind = "application/vnd.api+json; charset=utf-8"
    assert client.request("POST", "/organizations", body, content_type=kind).status == 201


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/nonsense"),
        ("GET", "/"),
        ("GET", "/configuration_interfaces"),
        ("GET", "/flexible_asset_fields"),
        ("DELETE", "/configurations/1"),
        ("DELETE", "/flexible_asset_types/1"),
        ("PUT", "/contacts/4387"),
        ("GET", "/organizations/1/relationships"),
        ("GET", "/organizations/1/relationships/flexible_assets"),
    ],
)
def test_an_unknown_route_is_a_web_page(client: Client, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert b"<h1>The page you were looking for doesn't exist (404)</h1>" in answer.body


@pytest.mark.parametrize("path", ["/organizations/1", "/contacts/abc", f"/contacts/{'9' * 40}"])
def test_an_unknown_record_is_not_found(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status == 404
    assert answer.json == {
        "errors": [{"status": 404, "title": "Not Found", "detail": "Record not found", "source": {"pointer": "id"}}]
    }


def test_e1_unknown_trait_keys(world: World) -> None:
    answer = world.create({"field-technician": "Ann Lee", "colour": "red"})
    assert answer.status == 422
    assert answer.body.decode() == (
        '{"errors":[{"status":422,"title":"Unprocessable Entity","detail":"Request contains invalid trait keys",'
        '"source":{"pointer":"data/attributes/traits"}}]}'
    )


@pytest.mark.parametrize("key", ["field_technician", "Field Technician", "contract"])
def test_e1_underscores_labels_and_headers_are_no_trait_keys(world: World, key: str) -> None:
    answer = world.create({"field-technician": "Ann Lee", key: "x"})
    assert answer.status == 422 and answer.errors[0]["detail"] == "Request contains invalid trait keys"


@pytest.mark.parametrize("type_id", [1, None, ...])
def test_e1_a_missing_or_wrong_type(world: World, type_id: object) -> None:
    answer = world.create({"field-technician": "Ann Lee"}, flexible_asset_type_id=type_id)
    assert answer.status == 422 and answer.errors[0]["source"] == {"pointer": "data/attributes/traits"}


@pytest.mark.parametrize("value", [..., None, "", "  "])
def test_e2_blank_required_traits(world: World, value: object) -> None:
    traits = {"telephone": "1"} if value is ... else {"telephone": "1", "field-technician": value}
    answer = world.create(traits)
    assert answer.status == 422
    assert answer.body.decode() == (
        '{"errors":[{"source":{"pointer":"/data/attributes/flexible-asset-traits.field-technician"},'
        '"detail":["can\'t be blank"],"title":"Unprocessable Entity","status":422}]}'
    )


def test_e3_an_array_on_the_flat_route(world: World) -> None:
    entry = {"type": "flexible_assets", "attributes": {"traits": {}}}
    answer = world.client.request("POST", "/flexible_assets", {"data": [entry]})
    assert answer.status == 422
    assert answer.body.decode() == (
        '{"errors":[{"status":"unprocessable_entity",'
        '"title":"bulk action not allowed for Flexible Asset using this route","source":{"pointer":"data"}}]}'
    )


E4 = (
    '{"errors":[{"status":401,"title":"Unauthorized","detail":"Unauthorized resource access",'
    '"source":{"pointer":"id"}}]}'
)


@pytest.mark.parametrize("organization", [1, None, ...])
def test_e4_a_missing_or_foreign_organization(world: World, organization: object) -> None:
    answer = world.create({"field-technician": "Ann Lee"}, organization_id=organization)
    assert answer.status == 401 and answer.body.decode() == E4


@pytest.mark.parametrize("ids", [1, [4387, 1], "abc", {"type": "Contacts", "values": [{"id": 4387}]}])
def test_e4_tagged_ids_that_lead_nowhere(world: World, ids: object) -> None:
    answer = world.create({"field-technician": "Ann Lee", "emergency-contact": ids})
    assert answer.status == 401 and answer.body.decode() == E4


def test_e4_a_tagged_record_of_another_organization(world: World) -> None:
    foreign = world.client.ids(f"/contacts?filter[organization_id]={world.other}")[0]
    answer = world.create({"field-technician": "Ann Lee", "emergency-contact": int(foreign)})
    assert answer.status == 401 and answer.body.decode() == E4


@pytest.mark.parametrize("type_id", [..., None, 5])
def test_e6_a_configuration_without_a_type(world: World, type_id: object) -> None:
    attributes: dict[str, object] = {"organization_id": world.organization, "name": "X"}
    if type_id is not ...:
        attributes["configuration_type_id"] = type_id
    answer = world.client.post("/configurations", "configurations", **attributes)
    assert answer.status == 422
    assert answer.body.decode() == (
        '{"errors":[{"source":{"pointer":"/data/attributes/configuration-type"},"detail":"must exist",'
        '"title":"Unprocessable Entity","status":422}]}'
    )


def test_a_blank_required_attribute(client: Client) -> None:
    answer = client.post("/organizations", "organizations", name=" ")
    assert answer.status == 422
    assert answer.errors == [
        {
            "source": {"pointer": "/data/attributes/name"},
            "detail": "can't be blank",
            "title": "Unprocessable Entity",
            "status": 422,
        }
    ]


def test_all_faults_of_a_body_are_told_at_once(world: World) -> None:
    answer = world.client.post(
        "/configurations", "configurations", organization_id=world.organization, warranty_expires_at="soon"
    )
    pointers = [error["source"]["pointer"] for error in answer.errors]
    assert pointers == [
        "/data/attributes/warranty-expires-at",
        "/data/attributes/name",
        "/data/attributes/configuration-type",
    ]


@pytest.mark.parametrize("raw", [b"{", b"\xff\xfe", b'{"data": {"attributes": {"name": "\\ud800"}}}', b'{"data": NaN}'])
def test_a_body_that_is_no_json_is_a_bad_request(client: Client, raw: bytes) -> None:
    answer = client.request("POST", "/organizations", raw=raw)
    assert answer.status == 400 and answer.errors[0]["title"] == "Bad Request"


@pytest.mark.parametrize("body", [{}, {"data": None}, [], {"data": {}}])
def test_a_body_without_data_is_a_bad_request(client: Client, body: object) -> None:
    answer = client.request("POST", "/organizations", body)
    assert answer.status == 400
    assert answer.errors[0]["detail"] == "param is missing or the value is empty: data"


def test_data_encoded_twice_is_a_server_error(client: Client) -> None:
    data = json.dumps({"type": "organizations", "attributes": {"name": "X"}})
    assert client.request("POST", "/organizations", {"data": data}).status == 500


def test_another_resource_in_type_is_a_conflict(client: Client) -> None:
    assert client.post("/organizations", "contacts", name="X").status == 409


def test_a_body_over_ten_megabytes_is_refused(client: Client) -> None:
    answer = client.request("POST", "/organizations", raw=b'"' + b"x" * 10_485_760 + b'"')
    assert answer.status == 413 and "message" in answer.json


def test_a_bulk_body_without_ids_is_a_bad_request(client: Client) -> None:
    answer = client.request("PATCH", "/contacts", {"data": [{"type": "contacts", "id": "4387", "attributes": {}}]})
    assert answer.status == 400 and answer.errors[0]["detail"].endswith(": id")
