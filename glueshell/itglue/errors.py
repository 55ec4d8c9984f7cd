"""What IT Glue refuses and what must not be asked of it, each as one sentence for a person."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from glueshell.itglue.documents import NotADocument, read_json

if TYPE_CHECKING:
    from glueshell.http import Response
    from glueshell.itglue.plans import RequestPlan

MESSAGES = MappingProxyType({
    "KeyRefused": "IT Glue refuses the API key ({status}): it is wrong, was revoked, or belongs to another region.",
    "Forbidden": "IT Glue does not allow this (403): {problems}.",
    "OutOfReach": "An id in this request does not exist or is out of this key's reach (401).",
    "UserTokenOnly": "IT Glue opens this to people who signed in, not to API keys ({status}).",
    "NoRecord": "IT Glue has no such record (404): {request}.",
    "NoAddress": "IT Glue has no such address (404): {request}.",
    "MediaType": "IT Glue does not take this content type (415): {request}.",
    "TraitKeys": "IT Glue does not know a trait key of this request (422): a field was renamed or removed, or the type "
    "is another one. Read the fields of the type again.",
    "Invalid": "IT Glue did not accept it ({status}): {problems}.",
    "BadRequest": "IT Glue misses something in the request (400): {problems}.",
    "Conflict": "IT Glue sees a conflict (409): {problems}.",
    "TooLarge": "The request is larger than IT Glue takes (413).",
    "RateLimited": "IT Glue says that too many requests were made (429).",
    "TookTooLong": "IT Glue took too long to answer ({status}).",
    "Server": "IT Glue has a problem of its own ({status}).",
    "WebPage": "A web page came back instead of data ({status}): {request}. Is the address that of the API?",
    "Unreadable": "The answer of IT Glue cannot be read ({status}): {request}.",
    "Other": "IT Glue answered {status}: {problems}.",
    "BodyTooLarge": "The request holds {size} MB; IT Glue takes at most {limit} MB. Nothing was sent.",
    "OutcomeUnknown": "It is unknown whether IT Glue did this: {summary}. {cause} Nothing is sent a second time; look "
    "for the result before you try again.",
    "NoOperation": "IT Glue offers no '{operation}' for {plural}.",
    "NeedsParent": "{plural} are read below one {parent}; say which.",
    "UnknownFilter": "{plural} cannot be filtered by '{name}'; the filters are {known}.",
    "NoFilters": "{plural} have no filters; '{name}' would be ignored.",
    "FilterNeeded": "{plural} are listed by '{name}' only; say which.",
    "FilterPair": "The filter '{name}' needs '{other}' beside it.",
    "FilterValue": "The filter '{name}' does not take '{value}'; {right}.",
    "UnknownSort": "{plural} cannot be sorted by '{name}'; the sorts are {known}.",
    "UnknownInclude": "{plural} include no '{name}' here; known are {known}.",
    "GrantForOther": "The permission is for another request; nothing was sent.",
    "GrantUsed": "The permission was used already; nothing was sent a second time.",
})  # fmt: skip

# 2 the user's input, 3 not allowed, 4 refused by IT Glue, 6 unknown, 8 network or server with nothing unknown.
EXIT_STATUSES = MappingProxyType({
    "KeyRefused": 3, "Forbidden": 3, "UserTokenOnly": 3, "WebPage": 3,
    "RateLimited": 8, "TookTooLong": 8, "Server": 8, "Unreadable": 8,
    "OutcomeUnknown": 6, "GrantForOther": 3, "GrantUsed": 3,
    "BodyTooLarge": 2, "NoOperation": 2, "NeedsParent": 2, "UnknownFilter": 2, "NoFilters": 2, "FilterNeeded": 2,
    "FilterPair": 2, "FilterValue": 2, "UnknownSort": 2, "UnknownInclude": 2,
})  # fmt: skip

# What to do about it, told behind the message where the failure is all there is to tell.
ADVICE = {
    "RateLimited": "try again in a few minutes",
    "TookTooLong": "ask for less, or try again later",
    "Server": "try again later",
}

_LONGEST_TEXT = 240


class ITGlueError(Exception):
    """Base of this room's errors: `error_id` is a key of MESSAGES, `message` one sentence, `exit_status` a run's.

    `fact` is the message without advice.
    """

    def __init__(self, error_id: str, fact: str) -> None:
        advice = ADVICE.get(error_id)
        message = fact if advice is None else f"{fact.removesuffix('.')}; {advice}."
        super().__init__(message)
        self.error_id = error_id
        self.fact = fact
        self.message = message

    @property
    def exit_status(self) -> int:
        """The exit status of a run that ends with this error."""
        return EXIT_STATUSES.get(self.error_id, 4)


class RequestProblem(ITGlueError):
    """A request that would be wrong and is therefore not made; `suggestions` are names that come close."""

    def __init__(self, error_id: str, *, suggestions: Sequence[str] = (), **values: object) -> None:
        super().__init__(error_id, MESSAGES[error_id].format(**values))
        self.suggestions = tuple(suggestions)


class ApiProblem:
    """One entry of an `errors` array: `title`, `detail`, `pointer` without its first slash, `status`; all may be ''."""

    __slots__ = ("detail", "pointer", "status", "title")

    def __init__(self, title: str, detail: str, pointer: str, status: str) -> None:
        self.title = title
        self.detail = detail
        self.pointer = pointer
        self.status = status

    @property
    def field(self) -> str | None:
        """The attribute or trait the pointer names (`url` of `data/attributes/flexible-asset-traits.url`), or None."""
        parts = self.pointer.split("/")
        if parts[:2] != ["data", "attributes"] or len(parts) < 3:
            return None
        head, dot, trait = parts[2].partition(".")
        return trait if dot and head.replace("_", "-") in ("flexible-asset-traits", "traits") else parts[2]

    def __str__(self) -> str:
        text = (self.detail or self.title or "no reason given").rstrip(".")
        return f"{self.field} {text}" if self.field and self.detail else text

    def __repr__(self) -> str:
        return f"ApiProblem({self.title!r}, {self.detail!r}, {self.pointer!r})"


class ApiError(ITGlueError):
    """An answer with a status of refusal: `status`, `errors` as IT Glue gave them, `message` for a person."""

    def __init__(self, status: int, errors: Sequence[ApiProblem], message: str, error_id: str = "Other") -> None:
        super().__init__(error_id, message)
        self.status = status
        self.errors = tuple(errors)


class OutcomeUnknown(ITGlueError):
    """A write whose answer was lost: IT Glue may or may not have carried it out, and it is not sent again.

    `plan` holds all that is needed to look for the result, `cause` the error of the network (None when an answer came),
    `status` the answer's status where there was one, `sent_at` seconds since the epoch.
    """

    def __init__(
        self, plan: RequestPlan, cause: Exception | None, *, status: int | None = None, sent_at: float
    ) -> None:
        # What to do after a failure with nothing unknown is no advice here.
        said = getattr(cause, "fact", str(cause)) if cause is not None else f"The answer ({status}) does not say."
        super().__init__("OutcomeUnknown", MESSAGES["OutcomeUnknown"].format(summary=plan.summary, cause=said))
        self.plan = plan
        self.cause = cause
        self.status = status
        self.sent_at = sent_at


def problems_of(document: Any) -> tuple[ApiProblem, ...]:
    """The problems of an error document in any of the shapes that are seen, or none."""
    if not isinstance(document, dict):
        return ()
    entries = document.get("errors")
    if isinstance(entries, dict):
        entries = [entries]
    if isinstance(entries, list):
        return tuple(_problem(entry) for entry in entries)
    text = document.get("message") or document.get("error")
    return (ApiProblem(_text(text), "", "", ""),) if text else ()


def _problem(entry: Any) -> ApiProblem:
    if not isinstance(entry, dict):
        return ApiProblem(_text(entry), "", "", "")
    source = entry.get("source")
    pointer = source.get("pointer", "") if isinstance(source, dict) else ""
    return ApiProblem(
        _text(entry.get("title")), _text(entry.get("detail")), _text(pointer).lstrip("/"), _text(entry.get("status"))
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    words = " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())
    return words if len(words) <= _LONGEST_TEXT else words[:_LONGEST_TEXT] + "…"


def api_error(response: Response, request: str) -> ApiError:
    """The error an answer stands for; `request` is its method and path. Meant for 4xx, 5xx and unreadable answers."""
    kind = ""
    problems: tuple[ApiProblem, ...] = ()
    try:
        problems = problems_of(read_json(response.body))
    except NotADocument as error:
        kind = error.kind
    error_id = _error_id(response.status, problems, kind)
    said = "; ".join(dict.fromkeys(str(problem) for problem in problems[:4])) or "no reason given"
    message = MESSAGES[error_id].format(status=response.status, problems=said, request=request)
    return ApiError(response.status, problems, message, error_id)


def _error_id(status: int, problems: Sequence[ApiProblem], kind: str) -> str:
    said = " ".join(f"{problem.title} {problem.detail}" for problem in problems).lower()
    if status == 504 or "took too long" in said:
        return "TookTooLong"
    if status >= 500:
        return "Server"
    if status < 400:
        return "WebPage" if kind == "html" else "Unreadable"
    if "jwt" in said and status in (401, 403):
        return "UserTokenOnly"
    if status == 401:
        return "OutOfReach" if "unauthorized resource" in said else "KeyRefused"
    if status == 403:
        return "Forbidden" if said.strip() not in ("", "forbidden") else "KeyRefused"
    if status == 404:
        return "NoAddress" if kind == "html" else "NoRecord"
    if status == 422 and "invalid trait keys" in said:
        return "TraitKeys"
    if kind == "html" and status not in (413, 415, 429):
        return "WebPage"
    named = {400: "BadRequest", 409: "Conflict", 413: "TooLarge", 415: "MediaType", 422: "Invalid", 429: "RateLimited"}
    return named.get(status, "Other")
