"""The error answers of IT Glue, member for member as they were seen in the wild.

Order of members, the type of `status` and the shape of `detail` differ from error to error there, and so they do here.
"""

from __future__ import annotations

Problem = dict[str, object]

UNPROCESSABLE = "Unprocessable Entity"
INVALID_TRAIT_KEYS = "Request contains invalid trait keys"
BLANK = "can't be blank"
MUST_EXIST = "must exist"
TAKEN = "has already been taken"
INVALID = "is invalid"

PAGE_NOT_FOUND = """<!DOCTYPE html>
<html>
<head>
  <title>The page you were looking for doesn't exist (404)</title>
</head>
<body>
  <div class="dialog">
    <h1>The page you were looking for doesn't exist (404)</h1>
    <p>You may have mistyped the address or the page may have moved.</p>
  </div>
</body>
</html>
"""


class Refusal(Exception):
    """A request that is answered with errors instead of being carried out."""

    def __init__(self, status: int, *problems: Problem) -> None:
        super().__init__(status, problems)
        self.status = status
        self.problems = problems


class GatewayRefusal(Exception):
    """A request that the gateway stops: the body is `{"message": ...}`."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message


class UnknownPage(Exception):
    """A path that no route has; the answer is a web page."""


def unauthorized() -> Refusal:
    """An organization, parent or tagged id is missing, foreign or out of reach."""
    return Refusal(
        401,
        {"status": 401, "title": "Unauthorized", "detail": "Unauthorized resource access", "source": {"pointer": "id"}},
    )


def not_found() -> Refusal:
    """The record of the path does not exist."""
    return Refusal(
        404, {"status": 404, "title": "Not Found", "detail": "Record not found", "source": {"pointer": "id"}}
    )


def invalid_trait_keys() -> Refusal:
    """A trait key that the type does not have, or a type that does not exist."""
    return Refusal(
        422,
        {
            "status": 422,
            "title": UNPROCESSABLE,
            "detail": INVALID_TRAIT_KEYS,
            "source": {"pointer": "data/attributes/traits"},
        },
    )


def bulk_not_allowed(label: str) -> Refusal:
    """An array where the route takes one object."""
    return Refusal(
        422,
        {
            "status": "unprocessable_entity",
            "title": f"bulk action not allowed for {label} using this route",
            "source": {"pointer": "data"},
        },
    )


def missing_parameter(name: str) -> Refusal:
    """A part of the request that must be there is not."""
    return Refusal(
        400, {"title": "Bad Request", "detail": f"param is missing or the value is empty: {name}", "status": "400"}
    )


def bad_request(detail: str) -> Refusal:
    """A body that cannot be read."""
    return Refusal(400, {"title": "Bad Request", "detail": detail, "status": "400"})


def conflicting_type(name: str) -> Refusal:
    """A body whose `type` belongs to another resource."""
    return Refusal(
        409,
        {
            "status": 409,
            "title": "Conflict",
            "detail": f"{name} is not a valid type for this route",
            "source": {"pointer": "data/type"},
        },
    )


def forbidden_relationships() -> Refusal:
    """A PATCH of a type that carries relationships."""
    return Refusal(
        403,
        {
            "status": 403,
            "title": "Forbidden",
            "detail": "relationships cannot be updated",
            "source": {"pointer": "data/relationships"},
        },
    )


def broken() -> Refusal:
    """What the real server answers where it stumbles."""
    return Refusal(500, {"status": 500, "title": "Internal Server Error"})


def synced(attribute: str) -> Problem:
    """An attribute that belongs to a PSA or RMM sync."""
    return attribute_problem(attribute, "cannot be changed on a synced record")


def trait_problem(key: str, detail: str) -> Problem:
    """One trait that is refused; `detail` is a list here."""
    return {
        "source": {"pointer": f"/data/attributes/flexible-asset-traits.{key}"},
        "detail": [detail],
        "title": UNPROCESSABLE,
        "status": 422,
    }


def attribute_problem(attribute: str, detail: str) -> Problem:
    """One attribute that is refused."""
    return {
        "source": {"pointer": f"/data/attributes/{attribute}"},
        "detail": detail,
        "title": UNPROCESSABLE,
        "status": 422,
    }


def relationship_problem(relationship: str, detail: str) -> Problem:
    """One relationship that is refused."""
    return {
        "source": {"pointer": f"/data/relationships/{relationship}"},
        "detail": detail,
        "title": UNPROCESSABLE,
        "status": 422,
    }


def document_problem(detail: str) -> Problem:
    """A record that is refused as a whole."""
    return {"source": {"pointer": "/data"}, "detail": detail, "title": UNPROCESSABLE, "status": 422}


def pointed_at(problem: Problem) -> str:
    """The attribute that a problem points at, or nothing."""
    source = problem.get("source")
    return str(source.get("pointer")).rpartition("/")[2] if isinstance(source, dict) else ""


def placed(problem: Problem, place: int) -> Problem:
    """The problem of one entry of a bulk body: the pointer gets the entry's place."""
    source = problem.get("source")
    if not isinstance(source, dict):
        return problem
    head, slash, tail = str(source["pointer"]).lstrip("/").partition("/")
    lead = "/" if str(source["pointer"]).startswith("/") else ""
    if head != "data":
        return problem
    return {**problem, "source": {**source, "pointer": f"{lead}data/{place}{slash}{tail}"}}


def owner_required() -> Refusal:
    """A password without a valid organization; there is no detail."""
    return Refusal(
        422,
        {
            "status": 422,
            "title": "Valid organization_id is required",
            "source": {"pointer": "data/attributes/organization_id"},
        },
    )


def range_too_long() -> Refusal:
    """User metrics of more than a week, or from the beginning of time."""
    title = "date range filter cannot be longer than a week, and cannot start with a wildcard"
    return Refusal(422, {"status": 422, "title": title})


def sessions_only() -> Refusal:
    """A route that is closed to API keys on this account."""
    return Refusal(401, {"status": 401, "title": "Unauthorized", "detail": "Only supported for JWT requests"})


def not_in_plan() -> Refusal:
    """A route that the account's plan does not include."""
    return Refusal(403, {"status": 403, "title": "Forbidden", "detail": "Your plan does not include this feature"})
