"""What can go wrong between here and a server, each with one sentence for a person."""

from __future__ import annotations

from types import MappingProxyType

MESSAGES = MappingProxyType({
    "unreachable": "{host} cannot be reached: {reason}.",
    "certificate": "The certificate of {host} is not trusted: {reason}. A company root goes into ca_file.",
    "ca-file": "The file of certificates '{reason}' cannot be read.",
    "proxy": "The proxy in front of {host} refused the connection: {reason}.",
    "timeout": "{host} did not answer within {reason} seconds.",
    "reset": "The connection to {host} broke before the answer was complete.",
    "rate-limited": "{host} keeps answering that too many requests were made (429); try again in {reason}.",
    "redirect": "{host} answered with a redirect to {reason}; the API key is never sent on to another address.",
    "insecure": "{host} is refused: {reason}.",
    "bad-key": "The API key holds characters that no key has (blanks, line breaks or quotes); paste it again.",
    "bad-path": "'{reason}' is no path of the API.",
    "interrupted": "The request to {host} was interrupted.",
})  # fmt: skip

REASONS = MappingProxyType({
    "name": "the name is not known to the network",
    "refused": "nobody listens there",
    "network": "the network did not carry the connection",
    "plain-http": "the key goes over https only; plain http is for this machine's own address",
    "user-info": "an address must not hold a user name or password",
    "no-host": "an address looks like https://api.itglue.com",
    "self-signed": "it is signed by itself or by an unknown authority",
    "expired": "it has expired",
    "other-name": "it was issued for another name",
    "tls": "no secure connection could be agreed on",
})  # fmt: skip

# Statuses of the one table for every entry point: 3 not allowed or not connected, 8 network or rate limit.
EXIT_STATUSES = MappingProxyType({
    "insecure": 3,
    "certificate": 3,
    "ca-file": 3,
    "redirect": 3,
    "bad-key": 3,
    "bad-path": 2,
    "interrupted": 130,
})  # fmt: skip


class TransportError(Exception):
    """A request that brought no answer.

    `kind` is a key of MESSAGES, `reason` one of REASONS or plain text; `sent` is True when the server may have acted on
    the request, and False only when it certainly has not. `exit_status` is the status a run ends with.
    """

    def __init__(self, message: str, kind: str, *, sent: bool = False, reason: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.kind = kind
        self.sent = sent
        self.reason = reason

    @property
    def error_id(self) -> str:
        """A stable name of the kind for error records, such as `HttpUnreachable`."""
        return "Http" + "".join(part.capitalize() for part in self.kind.split("-"))

    @property
    def exit_status(self) -> int:
        """The exit status of a run that ends with this error."""
        return EXIT_STATUSES.get(self.kind, 8)


class InsecureUrl(TransportError):
    """An address that the key must not be sent to."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(MESSAGES["insecure"].format(host=host, reason=REASONS[reason]), "insecure")


def failure(kind: str, host: str, reason: str = "", *, sent: bool = False) -> TransportError:
    """The error of one kind, worded from the tables; `reason` is a key of REASONS or plain text."""
    text = MESSAGES[kind].format(host=host, reason=REASONS.get(reason, reason))
    return TransportError(text, kind, sent=sent, reason=reason)
