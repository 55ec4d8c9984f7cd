"""AES by the vectors of its standard, and there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glueshell.objects.aes import decrypt, encrypt

# FIPS 197, appendix C.
TEXT = bytes.fromhex("00112233445566778899aabbccddeeff")


@pytest.mark.parametrize(
    "size, block",
    [
        (16, "69c4e0d86a7b0430d8cdb78070b4c55a"),
        (24, "dda97ca4864cdfe06eaf70a0ec0d7191"),
        (32, "8ea2b7ca516745bfeafc49904b496089"),
    ],
)
def test_the_standards_own_examples(size: int, block: str) -> None:
    assert encrypt(bytes(range(size)), bytes(16), TEXT)[:16].hex() == block


@given(
    st.sampled_from((16, 24, 32)).flatmap(lambda size: st.binary(min_size=size, max_size=size)), st.binary(max_size=60)
)
def test_what_was_encrypted_comes_back(key: bytes, data: bytes) -> None:
    assert decrypt(key, bytes(range(16)), encrypt(key, bytes(range(16)), data)) == data


@pytest.mark.parametrize("data", [b"", b"short", bytes(16)])
def test_what_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"block|padding"):
        decrypt(bytes(16), bytes(16), data)
