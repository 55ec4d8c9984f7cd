"""One redactor for everything that is kept or shown: API keys by shape, known secrets by value, members by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from glueshell.objects.neutral import MARK

# A key is `ITG.`, 32 hex digits, a dot and about 64 url-safe characters; what begins like one is treated as one.
KEY_SHAPE = r"\bITG\.[0-9A-Za-z_.\-]{6,}"
SECRET_NAME = (
    r"(?:password|passwd|pwd|secret|token|api[-_]?key|passphrase|private[-_]?key|otp|credential)s?|(?<![a-z])pw(?![a-z])"
)
# `password-category-id` or `password-updated-at` tell about a secret, they are none.
NOT_SECRET_NAME = r"[-_](?:id|ids|name|names|at|by|type|count|folder|category|access)$"
# A shorter text would blot out ordinary words.
SHORTEST_SECRET = 8


def is_secret_name(name: str) -> bool:
    """Whether a member of this name holds a secret: `password`, `x-api-key`, but not `password-category-id`."""
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name)
    return bool(re.search(SECRET_NAME, name, re.IGNORECASE)) and not re.search(NOT_SECRET_NAME, name, re.IGNORECASE)


def is_key(text: str) -> bool:
    """Whether a text holds what has the shape of an IT Glue key."""
    return bool(re.search(KEY_SHAPE, text))


class Redactor:
    """Replaces secrets in texts and in JSON-like values by `•••`; it learns the values it must know."""

    __slots__ = ("_known",)

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._known: frozenset[str] = frozenset()
        for secret in secrets:
            self.learn(secret)

    def learn(self, secret: str, *, shortest: int = SHORTEST_SECRET) -> None:
        """Remember a secret's value; texts shorter than `shortest` characters are not learned."""
        if len(secret) >= shortest:
            self._known |= {secret}

    def redact(self, text: str) -> str:
        """`text` without any key."""
        for secret in sorted(self._known, key=len, reverse=True):
            if secret in text:
                text = text.replace(secret, MARK)
        return re.sub(KEY_SHAPE, MARK, text) if "ITG." in text else text

    def mask(self, text: str) -> str:
        """`text` with every character of a key blotted out, as long as before, so that places in it stay right."""
        for secret in sorted(self._known, key=len, reverse=True):
            if secret in text:
                text = text.replace(secret, MARK[0] * len(secret))
        return re.sub(KEY_SHAPE, lambda found: MARK[0] * len(found[0]), text) if "ITG." in text else text

    def redact_value(self, value: object) -> object:
        """A copy of a JSON-like value without keys and without the values of members named like secrets."""
        if isinstance(value, str):
            return self.redact(value)
        if isinstance(value, Mapping):
            return {
                key: MARK if is_secret_name(str(key)) and member not in (None, "") else self.redact_value(member)
                for key, member in value.items()
            }
        if isinstance(value, (list, tuple)):
            return [self.redact_value(member) for member in value]
        return value
