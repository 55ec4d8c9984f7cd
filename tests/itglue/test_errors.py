# ruff: noqa: E501
"""Refusals of IT Glue, each turned into one sentence."""

from __future__ import annotations

import json

import pytest

from glueshell.itglue.errors import ApiError, api_error, problems_of
from tests.itglue.account import answer

PAGE = "<!DOCTYPE html><html><body><h1>The page you were looking for doesn't exist (404)</h1></body></html>"


def told(status: int, body: object, request: str = "POST /flexible_assets") -> ApiError:
    return api_error(answer(status, body), request)


# fmt: off
SEEN = [
    (422, {"errors": [{"status": 422, "title": "Unprocessable Entity", "detail": "Request contains invalid trait keys",
                       "source": {"pointer": "data/attributes/traits"}}]}, "TraitKeys", 4, "does not know a trait key"),
    (422, {"errors": [{"source": {"pointer": "/data/attributes/flexible-asset-traits.url"}, "detail": ["can't be blank"],
                       "title": "Unprocessable Entity", "status": 422}]}, "Invalid", 4, "(422): url can't be blank."),
    (422, {"errors": [{"status": "unprocessable_entity", "title": "bulk action not allowed for Flexible Asset using this route",
                       "source": {"pointer": "data"}}]}, "Invalid", 4, "bulk action not allowed"),
    (401, {"errors": [{"status": 401, "title": "Unauthorized", "detail": "Unauthorized resource access",
                       "source": {"pointer": "id"}}]}, "OutOfReach", 4, "An id in this request does not exist"),
    (422, {"errors": [{"status": 422, "title": "Valid organization_id is required",
                       "source": {"pointer": "data/attributes/organization_id"}}]}, "Invalid", 4, "Valid organization_id is required."),
    (422, {"errors": [{"source": {"pointer": "/data/attributes/configuration-type"}, "detail": "must exist",
                       "title": "Unprocessable Entity", "status": 422}]}, "Invalid", 4, "configuration-type must exist."),
    (400, {"errors": [{"title": "Bad Request", "detail": "param is missing or the value is empty: resource_type",
                       "status": "400"}]}, "BadRequest", 4, "param is missing"),
    (422, {"errors": [{"source": {"pointer": "/data/attributes/document-folder"}, "detail": "must exist in the same organization",
                       "status": 422}]}, "Invalid", 4, "document-folder must exist in the same organization."),
    (422, {"errors": [{"status": 422, "title": "date range filter cannot be longer than a week, and cannot start with a wildcard"}]},
     "Invalid", 4, "longer than a week"),
    (401, {"errors": [{"status": 401, "title": "Unauthorized", "detail": "Only supported for JWT requests"}]},
     "UserTokenOnly", 3, "not to API keys"),
    (401, {"errors": [{"status": 401, "title": "Unauthorized"}]}, "KeyRefused", 3, "refuses the API key (401)"),
    (403, {"message": "Forbidden"}, "KeyRefused", 3, "belongs to another region"),
    (403, "", "KeyRefused", 3, "refuses the API key (403)"),
    (403, {"errors": [{"detail": "relationships may not be sent"}]}, "Forbidden", 3, "relationships may not be sent."),
    (404, {"errors": [{"status": 404, "title": "Not Found", "detail": "Record not found", "source": {"pointer": "id"}}]},
     "NoRecord", 4, "no such record (404): POST /flexible_assets."),
    (404, PAGE, "NoAddress", 4, "no such address (404)"),
    (409, {"errors": [{"title": "Conflict"}]}, "Conflict", 4, "conflict (409)"),
    (413, "<html>too large</html>", "TooLarge", 4, "larger than IT Glue takes"),
    (415, {"message": "Unsupported Media Type"}, "MediaType", 4, "content type (415)"),
    (429, {"message": "Too Many Requests"}, "RateLimited", 8, "too many requests"),
    (500, "<html>Sorry</html>", "Server", 8, "a problem of its own (500)"),
    (500, {"errors": [{"detail": "The request took too long to process and timed out."}]}, "TookTooLong", 8, "too long to answer (500)"),
    (502, b"\xff\xfe", "Server", 8, "(502)"),
    (504, "", "TookTooLong", 8, "(504)"),
    (200, PAGE, "WebPage", 3, "A web page came back instead of data (200)"),
    (422, PAGE, "WebPage", 3, "A web page came back instead of data (422)"),
    (200, "{", "Unreadable", 8, "cannot be read (200)"),
    (418, {"errors": "short and stout"}, "Other", 4, "answered 418"),
]
# fmt: on


@pytest.mark.parametrize("status, body, error_id, exit_status, words", SEEN)
def test_every_body_seen_becomes_one_sentence(
    status: int, body: object, error_id: str, exit_status: int, words: str
) -> None:
    error = told(status, body)
    assert (error.error_id, error.status, error.exit_status) == (error_id, status, exit_status)
    assert words in error.message
    assert "<" not in error.message and "\n" not in error.message
    assert error.message == str(error)


def test_several_problems_are_told_together_and_once() -> None:
    entry = {"detail": "can't be blank", "source": {"pointer": "/data/attributes/flexible-asset-traits.url"}}
    other = {"detail": "is invalid", "source": {"pointer": "data/attributes/traits.type"}}
    error = told(422, {"errors": [entry, entry, other]})
    assert error.message == "IT Glue did not accept it (422): url can't be blank; type is invalid."
    assert [problem.field for problem in error.errors] == ["url", "url", "type"]


@pytest.mark.parametrize(
    "body",
    [
        None, [], "text", {}, {"errors": None}, {"errors": []}, {"errors": [None, 1, "x", [], {}]}, {"errors": {"detail": "x"}},
        {"errors": [{"detail": {"a": 1}, "source": "x", "status": None}]}, {"message": None}, {"errors": [{"source": {}}]},
    ],
)  # fmt: skip
def test_no_shape_of_an_error_body_breaks_the_reader(body: object) -> None:
    assert told(422, json.dumps(body)).message.startswith("IT Glue did not accept it (422): ")


def test_long_and_hostile_text_is_cut_and_tamed() -> None:
    problem = problems_of({"errors": [{"detail": "a\x1b[2J\nb" + "x" * 9999}]})[0]
    assert "\x1b" not in problem.detail and "\n" not in problem.detail
    assert len(problem.detail) < 300
