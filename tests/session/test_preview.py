"""The preview of a write of several records."""

from __future__ import annotations

from typing import Any

from glueshell.itglue.plans import RequestPlan
from glueshell.session.preview import preview_lines
from glueshell.session.redaction import Redactor
from tests.session.plans import catalog


def plan(
    *rows: dict[str, Any], organization_id: int | None = 101, organization_name: str | None = "Frog"
) -> RequestPlan:
    body = {"data": [{"type": "contacts", "attributes": row} for row in rows]}
    return RequestPlan(
        "bulk_create", catalog()["contacts"], "POST", "/contacts", body=body, count=len(rows),
        organization_id=organization_id, organization_name=organization_name, title="",
    )  # fmt: skip


def test_the_one_organization_of_all_records_is_not_repeated_in_each_row() -> None:
    lines = preview_lines([plan({"first-name": "Ann", "organization-id": 101})], "sandbox", Redactor())
    assert lines[1] == "  + first-name Ann"


def test_an_organization_that_the_question_does_not_name_is_shown() -> None:
    row = {"first-name": "Ann", "organization-id": 102}
    assert preview_lines([plan(row)], "sandbox", Redactor())[1] == "  + first-name Ann, organization-id 102"
    several = plan(row, organization_id=None, organization_name=None)
    assert preview_lines([several], "sandbox", Redactor())[1] == "  + first-name Ann, organization-id 102"
