"""The one redactor."""

from __future__ import annotations

import pytest

from glueshell.session.redaction import Redactor, is_secret_name

KEY = "ITG." + "0123456789abcdef" * 2 + "." + "Ab_-" * 16


def test_keys_go_by_shape_and_by_value() -> None:
    redactor = Redactor(["the-real-key"])
    assert redactor.redact(f"x-api-key: {KEY}, the-real-key!") == "x-api-key: •••, •••!"
    assert redactor.redact("nothing to hide: ITGlue, ITG, ITG.") == "nothing to hide: ITGlue, ITG, ITG."


def test_a_mask_keeps_every_place() -> None:
    redactor = Redactor(["the-real-key"])
    text = f"a '{KEY}' b the-real-key c"
    masked = redactor.mask(text)
    assert len(masked) == len(text) and masked.endswith(" c") and masked.index(" b ") == text.index(" b ")
    assert set(masked) <= set("a 'b•c") and redactor.mask("nothing") == "nothing"


def test_a_short_text_is_not_learned() -> None:
    assert Redactor(["demo"]).redact("a demo") == "a demo"


def test_members_named_like_secrets_are_blotted_out_at_any_depth() -> None:
    body = {"data": {"attributes": {"name": "wifi", "password": "p", "password-category-id": 7, "note": KEY}}}
    redacted = Redactor().redact_value(body)
    assert redacted == {
        "data": {"attributes": {"name": "wifi", "password": "•••", "password-category-id": 7, "note": "•••"}}
    }
    assert Redactor().redact_value([{"otp-secret": "x"}, {"token": None}]) == [{"otp-secret": "•••"}, {"token": None}]


@pytest.mark.parametrize(
    "name",
    ["password", "admin-password", "otp-secret", "x-api-key", "client_secret", "Token", "admin-pw", "AdminPassword"],
)
def test_secret_names(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "password-category-id",
        "password_updated_at",
        "name",
        "keyboard",
        "domains",
        "PasswordCategoryId",
        "pwa",
        "HasPersonalPasswordsCount",
    ],
)
def test_names_that_are_none(name: str) -> None:
    assert not is_secret_name(name)
