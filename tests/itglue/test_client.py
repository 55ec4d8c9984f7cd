# ruff: noqa: E501
"""Single records, and writes that happen exactly once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from glueshell.http import TransportError
from glueshell.itglue.documents import Resource
from glueshell.itglue.errors import ApiError, OutcomeUnknown, RequestProblem
from glueshell.itglue.plans import RequestPlan, WriteGrant, bulk_plan, create_plan, delete_plan, update_plan
from tests.itglue.account import CATALOG, Answer, Ledger, answer, client_of

CONTACTS = CATALOG["contacts"]
MADE = {"data": {"id": "5", "type": "contacts", "attributes": {"name": "Ann"}}}


def plan_of() -> RequestPlan:
    return create_plan(
        CATALOG,
        CONTACTS,
        {"organization-id": 1, "first-name": "Ann"},
        organization_id=1,
        organization_name="Happy Frog",
        title="Ann",
    )


def test_one_record_is_read_with_its_includes() -> None:
    client, transport = client_of(answer(200, MADE))
    assert client.show(CONTACTS, 5, ("related_items", "attachments")).attributes == {"name": "Ann"}
    assert transport.requests[0].path == "/contacts/5"
    assert transport.requests[0].query == {"include": "related_items,attachments"}


def test_an_id_cannot_leave_its_place_in_the_path() -> None:
    client, transport = client_of(answer(404, {"errors": [{"title": "Not Found"}]}))
    with pytest.raises(ApiError):
        client.show(CONTACTS, "../organizations?x=1")
    assert transport.requests[0].path == "/contacts/..%2Forganizations%3Fx%3D1"


def test_a_resource_without_a_single_request_is_looked_up_in_its_list() -> None:
    domain = {"id": "9", "type": "domains", "attributes": {"name": "happyfrog.example"}}
    client, transport = client_of(answer(200, {"data": [domain], "meta": {"next-page": None}}))
    assert client.show(CATALOG["domains"], "9").id == "9"
    assert transport.requests[0].query["filter[id]"] == "9"


def test_a_filter_the_server_ignored_does_not_bring_another_record() -> None:
    other = {"id": "1", "type": "domains", "attributes": {}}
    client, _ = client_of(answer(200, {"data": [other], "meta": {"next-page": None}}))
    with pytest.raises(ApiError) as caught:
        client.show(CATALOG["domains"], "9")
    assert (caught.value.status, caught.value.error_id) == (404, "NoRecord")


def test_a_web_page_instead_of_data_is_told() -> None:
    client, _ = client_of(answer(200, "<html>Sign in</html>"))
    with pytest.raises(ApiError, match="A web page came back instead of data"):
        client.show(CONTACTS, 5)


def test_every_record_that_passes_is_heard_of() -> None:
    heard: list[Resource] = []
    included = [{"id": "8", "type": "locations", "attributes": {}}]
    client, _ = client_of(answer(200, {**MADE, "included": included}), on_records=heard.extend)
    client.show(CONTACTS, 5)
    assert [(record.type, record.id) for record in heard] == [("contacts", "5"), ("locations", "8")]


def test_a_schema_is_read_in_one_request() -> None:
    fields = [
        {
            "id": "1",
            "type": "flexible-asset-fields",
            "attributes": {"order": 2, "name": "Type", "kind": "Text", "name-key": "type"},
        },
        {
            "id": "2",
            "type": "flexible-asset-fields",
            "attributes": {"order": 1, "name": "Url", "kind": "Text", "name-key": "url"},
        },
    ]
    linkage = {
        "flexible-asset-fields": {
            "data": [{"type": "flexible-asset-fields", "id": "1"}, {"type": "flexible-asset-fields", "id": "2"}]
        }
    }
    record = {"id": "7", "type": "flexible-asset-types", "attributes": {"name": "Email"}, "relationships": linkage}
    client, transport = client_of(answer(200, {"data": record, "included": fields}))
    schema = client.schema("7")
    assert (schema.name, [field.key for field in schema.fields]) == ("Email", ["url", "type"])
    assert len(transport.requests) == 1


def test_a_schema_whose_fields_were_not_included_is_read_in_a_second_request() -> None:
    linkage = {"flexible-asset-fields": {"data": [{"type": "flexible-asset-fields", "id": "1"}]}}
    record = {"id": "7", "type": "flexible-asset-types", "attributes": {"name": "Email"}, "relationships": linkage}
    field = {"id": "1", "type": "flexible-asset-fields", "attributes": {"order": 1, "name": "Type", "kind": "Text"}}
    client, transport = client_of(
        answer(200, {"data": record}), answer(200, {"data": [field], "meta": {"next-page": None}})
    )
    assert [item.key for item in client.schema(7).fields] == ["type"]
    assert transport.requests[1].path == "/flexible_asset_types/7/relationships/flexible_asset_fields"


def test_a_write_is_sent_once_between_its_hooks() -> None:
    ledger, plan = Ledger(), plan_of()
    client, transport = client_of(answer(201, MADE))
    made = client.send(plan, ledger.grant(plan))
    assert made is not None and made.id == "5"
    assert ledger.events == [("before", plan.journal_key), ("after", "done")]
    assert ledger.outcomes[0].id == "5"
    sent = transport.requests
    assert [(r.method, r.path, r.write) for r in sent] == [("POST", "/contacts", True)]
    assert sent[0].headers == {"Content-Type": "application/vnd.api+json"}
    assert sent[0].body == b'{"data":{"type":"contacts","attributes":{"organization-id":1,"first-name":"Ann"}}}'


LOST: list[tuple[str, Answer, int | None]] = [
    ("a timeout", TransportError("api.itglue.com did not answer within 30 seconds.", "timeout", sent=True), None),
    ("a reset", TransportError("The connection broke.", "reset", sent=True), None),
    ("408", answer(408, ""), 408),
    ("500", answer(500, "<html>Sorry</html>"), 500),
    ("502", answer(502, ""), 502),
    ("504", answer(504, ""), 504),
    ("half a body", answer(201, '{"data": {"id": "5", "ty'), 201),
    ("a web page", answer(200, "<html>login</html>"), 200),
    ("an empty body", answer(201, ""), 201),
    ("no record", answer(201, {"data": None}), 201),
]


@pytest.mark.parametrize("name, lost, status", LOST, ids=[entry[0] for entry in LOST])
def test_a_lost_answer_leaves_the_outcome_unknown_and_is_not_sent_again(
    name: str, lost: Answer, status: int | None
) -> None:
    ledger, plan = Ledger(), plan_of()
    client, transport = client_of(lost, now=lambda: 1_700_000_000.0)
    with pytest.raises(OutcomeUnknown) as caught:
        client.send(plan, ledger.grant(plan))
    error = caught.value
    assert (error.plan, error.status, error.sent_at, error.exit_status) == (plan, status, 1_700_000_000.0, 6)
    assert "create contact 'Ann' in Happy Frog" in error.message
    assert len(transport.requests) == 1
    assert [event[1] for event in ledger.events] == [plan.journal_key, "unknown"]


@pytest.mark.parametrize(
    "refusal, exit_status",
    [
        (answer(422, {"errors": [{"title": "no"}]}), 4), (answer(404, "<html>"), 4), (answer(403, {"message": "Forbidden"}), 3),
        (answer(401, ""), 3), (answer(429, ""), 8), (answer(409, ""), 4),
    ],
)  # fmt: skip
def test_a_refusal_is_reported_as_one(refusal: Answer, exit_status: int) -> None:
    ledger, plan = Ledger(), plan_of()
    client, _ = client_of(refusal)
    with pytest.raises(ApiError) as caught:
        client.send(plan, ledger.grant(plan))
    assert caught.value.exit_status == exit_status
    assert ledger.outcomes[0].status == "refused"
    assert ledger.outcomes[0].message == caught.value.message


def test_what_was_certainly_not_sent_is_reported_as_that() -> None:
    ledger, plan = Ledger(), plan_of()
    client, _ = client_of(TransportError("nobody listens there", "unreachable"))
    with pytest.raises(TransportError):
        client.send(plan, ledger.grant(plan))
    assert [event[1] for event in ledger.events] == [plan.journal_key, "not-sent"]


def test_an_interruption_in_the_middle_is_unknown() -> None:
    def interrupt(request: object) -> object:
        raise KeyboardInterrupt

    ledger, plan = Ledger(), plan_of()
    client, _ = client_of(interrupt)  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        client.send(plan, ledger.grant(plan))
    assert [event[0] for event in ledger.events] == ["before", "after"]
    assert ledger.outcomes[0].status == "unknown"


def test_the_shield_is_up_from_the_first_hook_to_the_last() -> None:
    log: list[str] = []

    @contextlib.contextmanager
    def shield() -> Iterator[None]:
        log.append("up")
        yield
        log.append("down")

    plan = plan_of()
    grant = WriteGrant(plan, lambda plan: log.append("before"), lambda plan, outcome: log.append(outcome.status))

    def serve(request: object) -> object:
        log.append("sent")
        return answer(201, MADE)

    client, _ = client_of(serve, shield=shield)  # type: ignore[arg-type]
    client.send(plan, grant)
    assert log == ["up", "before", "sent", "done", "down"]


def test_a_grant_is_good_for_its_own_plan_and_once() -> None:
    ledger, plan, other = Ledger(), plan_of(), plan_of()
    client, transport = client_of(answer(201, MADE))
    grant = ledger.grant(plan)
    with pytest.raises(RequestProblem) as caught:
        client.send(other, grant)
    assert (caught.value.error_id, transport.requests, ledger.events) == ("GrantForOther", [], [])
    client.send(plan, grant)
    with pytest.raises(RequestProblem) as caught:
        client.send(plan, grant)
    assert (caught.value.error_id, len(transport.requests), grant.spent) == ("GrantUsed", 1, True)


def test_a_journal_that_cannot_be_written_stops_the_write() -> None:
    def broken(plan: RequestPlan) -> None:
        raise OSError("disk full")

    plan = plan_of()
    client, transport = client_of(answer(201, MADE))
    with pytest.raises(OSError):
        client.send(plan, WriteGrant(plan, broken, lambda plan, outcome: None))
    assert transport.requests == []


def test_a_body_over_the_limit_is_refused_before_it_is_sent() -> None:
    ledger = Ledger()
    plan = create_plan(CATALOG, CONTACTS, {"notes": "x" * 10_485_760})
    client, transport = client_of(answer(201, MADE))
    with pytest.raises(RequestProblem, match=r"holds 10\.0 MB; IT Glue takes at most 10 MB") as caught:
        client.send(plan, ledger.grant(plan))
    assert (caught.value.exit_status, transport.requests, ledger.events) == (2, [], [])


def test_a_removal_needs_no_record_in_its_answer() -> None:
    ledger = Ledger()
    plan = delete_plan(CATALOG, CATALOG["flexible_assets"], ["9"], title="Email")
    client, transport = client_of(answer(204, ""))
    assert client.send(plan, ledger.grant(plan)) is None
    assert (transport.requests[0].method, transport.requests[0].path) == ("DELETE", "/flexible_assets/9")
    assert (transport.requests[0].body, ledger.outcomes[0].status, ledger.outcomes[0].id) == (None, "done", "9")


def test_several_records_come_back_from_a_bulk_write() -> None:
    ledger = Ledger()
    plan = bulk_plan(CATALOG, CONTACTS, "bulk_update", [{"id": 1, "title": "a"}, {"id": 2, "title": "b"}])
    rows = [{"id": "1", "type": "contacts"}, {"id": "2", "type": "contacts"}]
    heard: list[Resource] = []
    client, transport = client_of(answer(200, {"data": rows}), on_records=heard.extend)
    assert [record.id for record in client.send_all(plan, ledger.grant(plan))] == ["1", "2"]
    assert len(heard) == 2 and plan.count == 2
    assert ledger.outcomes[0].ids == ("1", "2")
    assert (transport.requests[0].method, transport.requests[0].path) == ("PATCH", "/contacts")


def test_plans_say_exactly_what_they_will_send() -> None:
    plan = update_plan(CATALOG, CONTACTS, "5", {"title": "CTO"}, query=(("show_password", "true"),), title="Ann")
    assert plan.request_lines() == [
        "PATCH /contacts/5?show_password=true", "Content-Type: application/vnd.api+json", "",
        "{", '  "data": {', '    "type": "contacts",', '    "attributes": {', '      "title": "CTO"', "    }", "  }", "}",
    ]  # fmt: skip
    assert (plan.summary, plan.record_id) == ("update contact 'Ann'", "5")
    with pytest.raises(AttributeError):
        plan.path = "/elsewhere"  # type: ignore[misc]


def test_removing_many_uses_the_bulk_form_with_ids_among_the_attributes() -> None:
    plan = delete_plan(CATALOG, CATALOG["organizations"], ["1", "2"])
    assert (plan.operation, plan.method, plan.path, plan.count) == ("bulk_delete", "DELETE", "/organizations", 2)
    assert plan.body == {"data": [{"type": "organizations", "attributes": {"id": n}} for n in (1, 2)]}
    assert plan.summary == "delete 2 organizations"


def test_what_the_api_does_not_offer_is_said_before_anything_is_planned() -> None:
    with pytest.raises(RequestProblem, match="IT Glue offers no 'bulk delete' for Flexible Asset Types"):
        delete_plan(CATALOG, CATALOG["flexible_asset_types"], ["1"])


def test_every_plan_has_a_key_of_its_own() -> None:
    assert plan_of().journal_key != plan_of().journal_key


def test_what_a_bulk_removal_was_about_is_known_without_an_answer() -> None:
    ledger = Ledger()
    plan = bulk_plan(CATALOG, CONTACTS, "bulk_delete", [{"id": 1}, {"id": 2}])
    client, _ = client_of(answer(200, ""))
    assert client.send_all(plan, ledger.grant(plan)) == ()
    assert ledger.outcomes[0].ids == plan.record_ids == ("1", "2")
