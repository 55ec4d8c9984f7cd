"""The numeric types: Int32, Int64, Double, Decimal and the rest share their members."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from glueshell.objects.declaration import Member, MemberTable, constant, method, prop, static
from glueshell.objects.enums import EnumValue, enum_value
from glueshell.objects.errors import NetError, PSError, net_problem
from glueshell.objects.numbers import (
    RANGES,
    BigInteger,
    Byte,
    Single,
    single,
)
from glueshell.objects.types.boolean import store
from glueshell.objects.types.object import COMPARE_TO, TO_STRING, same

_WORDS = {"System.Int32": "an Int32", "System.Int64": "an Int64", "System.UInt32": "a UInt32",
          "System.UInt64": "a UInt64", "System.Int16": "an Int16", "System.UInt16": "a UInt16",
          "System.Byte": "an unsigned byte", "System.SByte": "a signed byte"}
_HEX, _THOUSANDS, _POINT, _EXPONENT = 512, 64, 32, 128


def _styles(rest: tuple[object, ...], default: int) -> int:
    return next((int(item) for item in rest if isinstance(item, EnumValue)), default)


def _digits(text: str | None, style: int) -> object:
    """The number a text spells in a style as int, or as exact text for fractions; raises the format error."""
    if text is None:
        raise net_problem("ArgumentNull", "s")
    word = text.strip()
    if style & _HEX:
        try:
            return int(word, 16)
        except ValueError:
            raise net_problem("IntFormat", text) from None
    body = word.replace(",", "") if style & _THOUSANDS and not word.startswith(",") else word
    if style & 16 and body.startswith("(") and body.endswith(")"):
        body = "-" + body[1:-1]
    if style & 256:
        body = body.replace("$", "")
    allowed = "+-0123456789"
    if style & _POINT:
        allowed += "."
    if style & _EXPONENT:
        allowed += "eE"
    if not body or any(char not in allowed for char in body):
        raise net_problem("IntFormat", text)
    return body


def _at_home(text: str, rest: Sequence[object]) -> str:
    """A number as English writes it, from what the given culture, or the current one, wrote."""
    from glueshell.objects.ambient import culture_name
    from glueshell.objects.types.locales import locale_of

    name = next((item.name for item in rest if hasattr(item, "name") and not isinstance(item, EnumValue)), None)
    here = locale_of(culture_name() if name is None else name)
    return text if here is None or text is None else here.read_number(text)


def _parse_whole(kind: type, full_name: str) -> Callable[..., object]:
    low, high = RANGES.get(kind, (None, None))

    def parse(text: str, *rest: object) -> object:
        body = _digits(_at_home(text, rest), _styles(rest, 7))
        try:
            number = body if isinstance(body, int) else int(str(body))
        except ValueError:
            number = _of_fraction(text, str(body))
        if low is not None and high is not None and not low <= number <= high:
            raise net_problem("IntOverflow", _WORDS[full_name])
        return int(number) if kind is int else kind(number)

    return parse


def _of_fraction(text: str, body: str) -> int:
    try:
        number = float(body)
    except ValueError:
        raise net_problem("IntFormat", text) from None
    if number != int(number):
        raise net_problem("IntFormat", text)
    return int(number)


def _parse_float(kind: type) -> Callable[..., object]:
    def parse(text: str, *rest: object) -> object:
        words = {"nan": float("nan"), "infinity": float("inf"), "-infinity": float("-inf"), "∞": float("inf"),
                 "+∞": float("inf"), "-∞": float("-inf")}
        found = words.get((text or "").strip().lower())
        number = found if found is not None else _float(text, _digits(_at_home(text, rest), _styles(rest, 231)))
        return single(number) if kind is Single else number

    return parse


def _float(text: str, body: object) -> float:
    try:
        return float(str(body))
    except ValueError:
        raise net_problem("IntFormat", text) from None


def _parse_decimal(text: str, *rest: object) -> object:
    from decimal import Decimal, InvalidOperation

    from glueshell.objects.decimals import fit

    try:
        return fit(Decimal(str(_digits(_at_home(text, rest), _styles(rest, 111)))))
    except InvalidOperation:
        raise net_problem("IntFormat", text) from None


def _try(parse: Callable[..., object], zero: Callable[[], object]) -> Callable[..., bool]:
    def body(text: object, *rest: object) -> bool:
        target = rest[-1]
        try:
            store(target, parse(text, *rest[:-1]))
        except PSError:
            store(target, zero())
            return False
        return True

    return body


def _type_code(name: str) -> Member:
    return method("GetTypeCode", lambda value: enum_value("System.TypeCode", _CODES[name]),
                  "System.TypeCode GetTypeCode()")


_CODES = {"SByte": 5, "Byte": 6, "Int16": 7, "UInt16": 8, "Int32": 9, "UInt32": 10, "Int64": 11, "UInt64": 12,
          "Single": 13, "Double": 14, "Decimal": 15}


def _table(full_name: str, short: str, parse: Callable[..., object], zero: Callable[[], object],
           *members: Member, made: Sequence[str] = ()) -> MemberTable:
    name = full_name.rpartition(".")[2]
    extra = (_type_code(name),) if name in _CODES else ()
    return MemberTable(
        full_name,
        COMPARE_TO,
        method("Equals", same, "bool Equals(System.Object obj)"),
        TO_STRING,
        *extra,
        static("Parse", parse, f"{short} Parse(string s)",
               f"{short} Parse(string s, System.Globalization.NumberStyles style)",
               f"{short} Parse(string s, System.IFormatProvider provider)",
               f"{short} Parse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider)",
               f"{short} Parse(System.ReadOnlySpan[char] s, System.Globalization.NumberStyles style = Integer,"
               " System.IFormatProvider provider = null)",
               f"{short} Parse(System.ReadOnlySpan[char] s, System.IFormatProvider provider)"),
        static("TryParse", _try(parse, zero), f"bool TryParse(string s, [ref] {short} result)",
               f"bool TryParse(string s, System.IFormatProvider provider, [ref] {short} result)",
               "bool TryParse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider,"
               f" [ref] {short} result)"),
        *members,
        constructors=tuple(f"{short} new({parameters})" for parameters in made),
        construct=partial(_made, full_name) if made else None,
    )


_NUMBERS_MADE_OF = ("int value", "uint value", "long value", "ulong value", "float value", "double value")


def _made(full_name: str, *parts: object) -> object:
    """A number as its constructor makes it of another one, or of the words or bytes it is kept as."""
    from glueshell.objects.convert import convert
    from glueshell.objects.typeinfo import TypedArray, type_named

    value = parts[0]
    if len(parts) == 5:
        low, middle, high, negative, scale = (int(part) for part in parts)  # type: ignore[call-overload]
        value = TypedArray([low, middle, high, scale << 16 | -(2**31) * negative], type_named("System.Int32"))
    elif value is None:
        name = "bits" if full_name == "System.Decimal" else "value"
        raise NetError("System.ArgumentNullException", f"Value cannot be null. (Parameter '{name}')")
    try:
        return convert(value, type_named(full_name))
    except PSError as error:
        kind = "Argument" if isinstance(value, list) else "Overflow"
        reason = error.message.partition('Error: "')[2].removesuffix('"')
        raise NetError(f"System.{kind}Exception", reason or error.message) from None


def _whole(kind: type, full_name: str, short: str) -> MemberTable:
    low, high = RANGES[kind]
    make = int if kind is int else kind
    pair = f"({short} x, {short} y)"
    # Types without a sign have the magnitudes for generic code alone.
    magnitudes = () if low == 0 else (
        static("MaxMagnitude", lambda x, y: max(x, y, key=_magnitude), f"{short} MaxMagnitude{pair}"),
        static("MinMagnitude", lambda x, y: min(x, y, key=_magnitude), f"{short} MinMagnitude{pair}"),
    )  # fmt: skip
    return _table(
        full_name, short, _parse_whole(kind, full_name), lambda: make(0),
        constant("MaxValue", short, lambda: make(high)), constant("MinValue", short, lambda: make(low)),
        static("Max", max, f"{short} Max{pair}"), static("Min", min, f"{short} Min{pair}"), *magnitudes,
    )  # fmt: skip


def _magnitude(number: int) -> tuple[int, int]:
    return abs(number), number


def _floating(full_name: str, short: str, kind: type, largest: float, smallest: float) -> MemberTable:
    def make(number: float) -> object:
        return Single(number) if kind is Single else number

    return _table(
        full_name, short, _parse_float(kind), lambda: make(0.0),
        constant("MaxValue", short, lambda: make(largest)),
        constant("MinValue", short, lambda: make(-largest)),
        constant("Epsilon", short, lambda: make(smallest)),
        constant("NaN", short, lambda: make(float("nan"))),
        constant("PositiveInfinity", short, lambda: make(float("inf"))),
        constant("NegativeInfinity", short, lambda: make(float("-inf"))),
        static("IsNaN", lambda number: number != number, f"bool IsNaN({short} d)"),
        static("IsInfinity", lambda number: number in (float("inf"), float("-inf")), f"bool IsInfinity({short} d)"),
        static("IsPositiveInfinity", lambda number: number == float("inf"), f"bool IsPositiveInfinity({short} d)"),
        static("IsNegativeInfinity", lambda number: number == float("-inf"), f"bool IsNegativeInfinity({short} d)"),
        static("IsFinite", lambda number: number == number and abs(number) != float("inf"),
               f"bool IsFinite({short} d)"),
    )


def _rounding(mode: str) -> Callable[..., object]:
    def body(number: object, places: int = 0, *rest: object) -> object:
        from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

        assert isinstance(number, Decimal)
        rounding = {"Floor": "ROUND_FLOOR", "Ceiling": "ROUND_CEILING", "Truncate": "ROUND_DOWN"}.get(mode)
        if rounding is None:
            away = getattr(rest[0] if rest else places, "name", "") == "AwayFromZero"
            rounding = ROUND_HALF_UP if away else ROUND_HALF_EVEN
            places = 0 if isinstance(places, EnumValue) else places
        if -number.as_tuple().exponent <= places:  # type: ignore[operator]
            return number
        return number.quantize(Decimal(1).scaleb(-places), rounding=rounding)

    return body


def _decimal(text: str) -> object:
    from decimal import Decimal

    return Decimal(text)


def _decimal_table() -> MemberTable:
    largest = str(2**96 - 1)
    return _table(
        "System.Decimal", "decimal", _parse_decimal, lambda: _decimal("0"),
        prop("Scale", "byte", lambda number: Byte(max(0, -number.as_tuple().exponent))),
        constant("MaxValue", "decimal", lambda: _decimal(largest)),
        constant("MinValue", "decimal", lambda: _decimal("-" + largest)),
        constant("Zero", "decimal", lambda: _decimal("0")),
        constant("One", "decimal", lambda: _decimal("1")),
        static("Round", _rounding("Round"), "decimal Round(decimal d)", "decimal Round(decimal d, int decimals)",
               "decimal Round(decimal d, System.MidpointRounding mode)",
               "decimal Round(decimal d, int decimals, System.MidpointRounding mode)"),
        static("Floor", _rounding("Floor"), "decimal Floor(decimal d)"),
        static("Ceiling", _rounding("Ceiling"), "decimal Ceiling(decimal d)"),
        static("Truncate", _rounding("Truncate"), "decimal Truncate(decimal d)"),
        made=(*_NUMBERS_MADE_OF, "int[] bits", "System.ReadOnlySpan[int] bits",
              "int lo, int mid, int hi, bool isNegative, byte scale"),
    )


def _big_table() -> MemberTable:
    big = "bigint"
    return _table(
        "System.Numerics.BigInteger", big, _parse_whole(BigInteger, "System.Numerics.BigInteger"),
        lambda: BigInteger(0),
        prop("IsPowerOfTwo", "bool", lambda number: number > 0 and not int(number) & (int(number) - 1)),
        prop("IsZero", "bool", lambda number: number == 0),
        prop("IsOne", "bool", lambda number: number == 1),
        prop("IsEven", "bool", lambda number: int(number) % 2 == 0),
        prop("Sign", "int", lambda number: (number > 0) - (number < 0)),
        constant("Zero", big, lambda: BigInteger(0)),
        constant("One", big, lambda: BigInteger(1)),
        static("Pow", lambda number, power: BigInteger(int(number) ** power),
               "bigint Pow(bigint value, int exponent)"),
        static("Abs", lambda number: BigInteger(abs(int(number))), "bigint Abs(bigint value)"),
        static("ModPow", lambda number, power, by: BigInteger(pow(int(number), int(power), int(by))),
               "bigint ModPow(bigint value, bigint exponent, bigint modulus)"),
        static("GreatestCommonDivisor", _gcd, "bigint GreatestCommonDivisor(bigint left, bigint right)"),
        made=(*_NUMBERS_MADE_OF, "decimal value", "byte[] value",
              "System.ReadOnlySpan[byte] value, bool isUnsigned = False, bool isBigEndian = False"),
    )


def _gcd(left: int, right: int) -> BigInteger:
    from math import gcd

    return BigInteger(gcd(int(left), int(right)))


_NAMED = {"System.Int32": "int", "System.Int64": "long", "System.UInt32": "uint", "System.UInt64": "ulong",
          "System.Int16": "short", "System.UInt16": "ushort", "System.Byte": "byte", "System.SByte": "sbyte"}

TABLES = {
    **{
        name: _whole(kind, name, _NAMED[name])
        for kind, name in ((kind, "System.Int32" if kind is int else str(kind.ps_type_name)) for kind in RANGES)  # type: ignore[attr-defined]
    },
    "System.Double": _floating("System.Double", "double", float, 1.7976931348623157e308, 5e-324),
    "System.Single": _floating("System.Single", "float", Single, 3.4028234663852886e38, 1.401298464324817e-45),
    "System.Decimal": _decimal_table(),
    "System.Numerics.BigInteger": _big_table(),
}
