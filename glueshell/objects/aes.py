"""AES in CBC mode with PKCS #7 padding, for secure strings that were kept under a key (FIPS 197).

Slow and not hardened against timing: it reads and writes what PowerShell's own files hold, a few bytes at a time.
"""

from __future__ import annotations

from functools import cache

BLOCK = 16
KEY_SIZES = (16, 24, 32)


def encrypt(key: bytes, vector: bytes, data: bytes) -> bytes:
    """`data`, padded, under a key of 16, 24 or 32 bytes."""
    missing = BLOCK - len(data) % BLOCK
    data += bytes([missing]) * missing
    rounds, out, previous = _rounds(key), bytearray(), vector
    for start in range(0, len(data), BLOCK):
        previous = _encrypted(_mixed(data[start : start + BLOCK], previous), rounds)
        out += previous
    return bytes(out)


def decrypt(key: bytes, vector: bytes, data: bytes) -> bytes:
    """What was encrypted; ValueError where key or data are wrong."""
    if not data or len(data) % BLOCK or len(vector) != BLOCK:
        raise ValueError("not a whole number of blocks")
    rounds, out, previous = _rounds(key), bytearray(), vector
    for start in range(0, len(data), BLOCK):
        block = data[start : start + BLOCK]
        out += _mixed(_decrypted(block, rounds), previous)
        previous = block
    count = out[-1]
    if not 1 <= count <= BLOCK or out[-count:] != bytes([count]) * count:
        raise ValueError("wrong padding")
    return bytes(out[:-count])


def _mixed(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def _double(value: int) -> int:
    return (value << 1) ^ (0x11B if value & 0x80 else 0)


def _times(value: int, factor: int) -> int:
    found = 0
    while factor:
        if factor & 1:
            found ^= value
        value, factor = _double(value), factor >> 1
    return found


@cache
def _boxes() -> tuple[bytes, bytes]:
    """The substitution of bytes and its inverse."""
    box = bytearray(256)
    value, inverse = 1, 1
    while True:
        value ^= _double(value)
        for shift in (1, 2, 4):
            inverse ^= inverse << shift & 0xFF
        if inverse & 0x80:
            inverse ^= 0x09
        turned = inverse
        for shift in (1, 2, 3, 4):
            turned ^= (inverse << shift | inverse >> (8 - shift)) & 0xFF
        box[value] = turned ^ 0x63
        if value == 1:
            break
    box[0] = 0x63
    back = bytearray(256)
    for place, byte in enumerate(box):
        back[byte] = place
    return bytes(box), bytes(back)


def _rounds(key: bytes) -> list[bytes]:
    """The keys of the rounds."""
    if len(key) not in KEY_SIZES:
        raise ValueError("a key has 16, 24 or 32 bytes")
    box, _ = _boxes()
    words = [key[place : place + 4] for place in range(0, len(key), 4)]
    step, constant = len(words), 1
    while len(words) < 4 * (step + 7):
        word = words[-1]
        if len(words) % step == 0:
            word = bytes(box[byte] for byte in word[1:] + word[:1])
            word = bytes([word[0] ^ constant]) + word[1:]
            constant = _double(constant)
        elif step == 8 and len(words) % step == 4:
            word = bytes(box[byte] for byte in word)
        words.append(_mixed(words[-step], word))
    return [b"".join(words[place : place + 4]) for place in range(0, len(words), 4)]


def _encrypted(block: bytes, rounds: list[bytes]) -> bytes:
    box, _ = _boxes()
    state = _mixed(block, rounds[0])
    for number, key in enumerate(rounds[1:], 1):
        state = bytes(box[state[(place + 4 * (place % 4)) % BLOCK]] for place in range(BLOCK))
        if number < len(rounds) - 1:
            state = _columns(state, (2, 3, 1, 1))
        state = _mixed(state, key)
    return state


def _decrypted(block: bytes, rounds: list[bytes]) -> bytes:
    _, back = _boxes()
    state = _mixed(block, rounds[-1])
    for number in range(len(rounds) - 2, -1, -1):
        state = bytes(back[state[(place - 4 * (place % 4)) % BLOCK]] for place in range(BLOCK))
        state = _mixed(state, rounds[number])
        if number:
            state = _columns(state, (14, 11, 13, 9))
    return state


def _columns(state: bytes, row: tuple[int, int, int, int]) -> bytes:
    out = bytearray()
    for start in range(0, BLOCK, 4):
        column = state[start : start + 4]
        for turn in range(4):
            byte = 0
            for place in range(4):
                byte ^= _times(column[place], row[(place - turn) % 4])
            out.append(byte)
    return bytes(out)
