"""What the session refuses, as errors with an id, a sentence, what would be right, and an exit status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from glueshell.objects.errors import PSError
from glueshell.session.messages import MESSAGES


class SessionError(PSError):
    """Base of the session's errors: the sentence comes from the message table, `exit_status` from the class."""

    exit_status = 1
    category = "InvalidOperation"

    def __init__(self, message_id: str, *, target: object = None, cause: BaseException | None = None, **values: Any):
        sentence, advice = MESSAGES[message_id]
        super().__init__(
            sentence.format(**values),
            message_id,
            type(self).category,
            "GlueShell." + type(self).__name__,
            target,
            cause,
            advice.format(**values) if advice else None,
        )
        self.values = values


class InputError(SessionError):
    """What was typed names something that does not exist, is ambiguous, or is not complete."""

    exit_status = 2
    category = "InvalidArgument"


class NotSelected(InputError):
    """Something must be selected first."""

    category = "InvalidOperation"


class UnknownReference(InputError):
    """No record has this name, id or address; `nearest` are names that come close."""

    category = "ObjectNotFound"

    def __init__(self, message_id: str, *, nearest: tuple[str, ...] = (), target: object = None, **values: Any):
        super().__init__(message_id, target=target, **values)
        self.nearest = nearest
        if nearest:
            self.suggestion = MESSAGES["nearest"][0].format(names=", ".join(nearest))


class AmbiguousReference(InputError):
    """More than one record answers to this name; `candidates` are (name, id, detail)."""

    def __init__(
        self,
        message_id: str,
        *,
        candidates: tuple[tuple[str, int, str], ...] = (),
        target: object = None,
        **values: Any,
    ):
        super().__init__(message_id, target=target, **values)
        self.candidates = candidates


class Refused(SessionError):
    """A write that is not allowed here; nothing was sent."""

    exit_status = 3
    category = "PermissionDenied"


class Declined(SessionError):
    """A write that the person did not confirm; nothing was sent."""

    exit_status = 3
    category = "OperationStopped"


class NotConnected(SessionError):
    """There is no usable key, region or address to connect with."""

    exit_status = 3
    category = "ConnectionError"


class DraftLocked(SessionError):
    """The draft is open in another shell."""

    exit_status = 5
    category = "ResourceBusy"


class StaleDraft(SessionError):
    """The draft was changed elsewhere since it was read here; nothing was overwritten."""

    exit_status = 5
    category = "ResourceExists"


class TwinExists(SessionError):
    """What was to be made is there already, or something of its name that differs; nothing was sent.

    `differences` are lines that follow the sentence.
    """

    exit_status = 5
    category = "ResourceExists"

    def __init__(self, message_id: str, *, differences: Sequence[str] = (), target: object = None, **values: Any):
        super().__init__(message_id, target=target, **values)
        self.differences = tuple(differences)
        self.message = "\n  ".join((self.message, *differences))


class UnclearDraft(SessionError):
    """The draft was sent and nobody knows the outcome; it is not sent again by itself."""

    exit_status = 6
    category = "InvalidOperation"


class StoreError(SessionError):
    """The state on disk is not usable."""

    exit_status = 1
    category = "ResourceUnavailable"
