"""System.Math."""

from __future__ import annotations

import math
from collections.abc import Callable

from glueshell.objects.declaration import Member, MemberTable, constant, static
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import NetError, net_problem
from glueshell.objects.numbers import Int64, is_decimal
from glueshell.objects.types.tuples import Tuple


def _keep(value: object, number: object) -> object:
    """A number in the class of the argument it came from."""
    kind = type(value)
    return number if kind is int or kind is float or is_decimal(value) else kind(number)  # type: ignore[call-arg]


_SCALES = tuple(10.0**digits for digits in range(16))


def round_number(value: object, *rest: object) -> object:
    """Math.Round: to even unless a MidpointRounding says otherwise."""
    if type(value) is float and (not rest or (len(rest) == 1 and type(rest[0]) is int)):
        digits: int = rest[0] if rest else 0  # type: ignore[assignment]
        if 0 <= digits <= 15 and -1e16 < value < 1e16:
            scale = _SCALES[digits]
            rounded = round(value * scale) / scale
            return rounded if rounded > 0.0 else math.copysign(rounded, value)
    places = next((int(item) for item in rest if isinstance(item, int) and not isinstance(item, EnumValue)), 0)
    mode = next((item.name for item in rest if isinstance(item, EnumValue)), "ToEven")
    limit = 28 if is_decimal(value) else 15
    if not 0 <= places <= limit:
        if limit == 28:
            raise net_problem("RoundDecimals")
        raise net_problem("RoundDigits", limit, "digits")
    if is_decimal(value):
        return _round_decimal(value, places, mode)
    assert isinstance(value, (int, float))
    return _round_double(float(value), places, mode)


def _round_decimal(value: object, places: int, mode: str) -> object:
    from decimal import Decimal

    assert isinstance(value, Decimal)
    names = {"ToEven": "ROUND_HALF_EVEN", "AwayFromZero": "ROUND_HALF_UP", "ToZero": "ROUND_DOWN",
             "ToNegativeInfinity": "ROUND_FLOOR", "ToPositiveInfinity": "ROUND_CEILING"}
    if -value.as_tuple().exponent <= places:  # type: ignore[operator]
        return value
    return value.quantize(Decimal(1).scaleb(-places), rounding=names[mode])


def _round_double(value: float, places: int, mode: str) -> float:
    if value != value or abs(value) >= 1e16:
        return value
    # .NET scales by the power of ten first, and the binary error of that decides ties.
    scale = 10.0**places
    scaled = value * scale
    rounded = {
        "ToEven": lambda: float(round(scaled)),
        "AwayFromZero": lambda: math.copysign(math.floor(abs(scaled) + 0.5), scaled),
        "ToZero": lambda: float(math.trunc(scaled)),
        "ToNegativeInfinity": lambda: float(math.floor(scaled)),
        "ToPositiveInfinity": lambda: float(math.ceil(scaled)),
    }[mode]()
    return math.copysign(rounded / scale, value)


def _towards(mode: str, body: Callable[[float], int]) -> Callable[[object], object]:
    def apply(value: object) -> object:
        if is_decimal(value):
            return _round_decimal(value, 0, mode)
        number = float(value)  # type: ignore[arg-type]
        return math.copysign(float(body(number)), number) if math.isfinite(number) else number

    return apply


def _absolute(value: object) -> object:
    if (type(value) is int and value == -(2**31)) or (type(value) is Int64 and value == -(2**63)):
        raise net_problem("NegatedMinimum")
    if is_decimal(value):
        return value.copy_abs()  # type: ignore[attr-defined]
    return _keep(value, abs(value))  # type: ignore[arg-type]


def _extreme(pick: Callable[..., object], least: bool) -> Callable[[object, object], object]:
    def body(left: object, right: object) -> object:
        if left is None and right is None:
            # Nothing tells which of the forms is meant.
            return 0.0
        if left != left or right != right:
            return left if left != left else right
        if left == right and isinstance(left, float):
            # Of two zeros the one with the sign is the lesser.
            return left if (math.copysign(1.0, left) < 0) == least else right
        return pick(right, left) if least and is_decimal(left) else pick(left, right)

    return body


def _real(name: str, body: Callable[..., float], *parameters: str) -> Member:
    def of_one(number: float) -> float:
        try:
            return body(number)
        except ValueError:
            return float("nan")
        except OverflowError:
            return float("inf")

    of_one.takes_integers = True  # type: ignore[attr-defined]

    def safe(*numbers: float) -> float:
        try:
            return float(body(*numbers))
        except ValueError:
            return float("nan")
        except OverflowError:
            return float("inf")
        except ZeroDivisionError:
            return float("inf")

    listed = ", ".join(f"double {parameter}" for parameter in parameters or ("a",))
    return static(name, safe if len(parameters) > 1 else of_one, f"double {name}({listed})")


def _logarithm(value: float, base: float | None = None) -> float:
    if value == 0:
        return float("-inf")
    if value < 0 or value != value:
        return float("nan")
    return math.log(value) if base is None else math.log(value) / math.log(base)


def _log10(value: float) -> float:
    return float("-inf") if value == 0 else math.log10(value) if value > 0 else float("nan")


def _sign(value: object) -> int:
    if value != value:
        raise NetError("System.ArithmeticException", "Function does not accept floating point Not-a-Number values.")
    return (value > 0) - (value < 0)  # type: ignore[operator]


def _power(base: float, exponent: float) -> float:
    if base < 0 and exponent != int(exponent):
        return float("nan")
    return math.pow(base, exponent)


def _div_rem(left: int, right: int, result: object = None) -> object:
    if right == 0:
        raise net_problem("DivideByZero")
    whole = abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
    rest = left - whole * right
    if result is None:
        return Tuple("ValueTuple", (_keep(left, whole), _keep(left, rest)))
    from glueshell.objects.types.boolean import store

    store(result, _keep(left, rest))
    return _keep(left, whole)


def _clamp(value: object, low: object, high: object) -> object:
    if low > high:  # type: ignore[operator]
        raise NetError("System.ArgumentException", f"'{low}' cannot be greater than {high}.")
    return low if value < low else high if value > high else value  # type: ignore[operator]


_KINDS = ("byte", "decimal", "double", "short", "int", "long", "System.IntPtr", "sbyte", "float", "ushort", "uint",
          "ulong", "System.UIntPtr")


def _each(name: str, parameters: tuple[str, ...], kinds: tuple[str, ...] = _KINDS) -> tuple[str, ...]:
    return tuple(f"{kind} {name}({', '.join(f'{kind} {parameter}' for parameter in parameters)})" for kind in kinds)


_MODE = "System.MidpointRounding mode"

TABLES = {
    "System.Math": MemberTable(
        "System.Math",
        constant("PI", "double", lambda: math.pi),
        constant("E", "double", lambda: math.e),
        constant("Tau", "double", lambda: math.tau),
        static("Abs", _absolute, *_each("Abs", ("value",), ("short", "int", "long", "System.IntPtr", "sbyte",
                                                           "decimal", "double", "float"))),
        static("Max", _extreme(max, least=False), *_each("Max", ("val1", "val2"))),
        static("Min", _extreme(min, least=True), *_each("Min", ("val1", "val2"))),
        static("Clamp", _clamp, *_each("Clamp", ("value", "min", "max"))),
        static("Sign", _sign, *(f"int Sign({kind} value)" for kind in (
            "decimal", "double", "short", "int", "long", "System.IntPtr", "sbyte", "float"))),
        static("Round", round_number, "decimal Round(decimal d)", "decimal Round(decimal d, int decimals)",
               f"decimal Round(decimal d, {_MODE})", f"decimal Round(decimal d, int decimals, {_MODE})",
               "double Round(double a)", "double Round(double value, int digits)",
               f"double Round(double value, {_MODE})", f"double Round(double value, int digits, {_MODE})"),
        static("Floor", _towards("ToNegativeInfinity", math.floor), "double Floor(double d)",
               "decimal Floor(decimal d)"),
        static("Ceiling", _towards("ToPositiveInfinity", math.ceil), "double Ceiling(double a)",
               "decimal Ceiling(decimal d)"),
        static("Truncate", _towards("ToZero", math.trunc), "decimal Truncate(decimal d)",
               "double Truncate(double d)"),
        static("Pow", lambda base, power: _safe_power(base, power), "double Pow(double x, double y)"),
        _real("Sqrt", math.sqrt, "d"),
        _real("Cbrt", lambda value: math.copysign(abs(value) ** (1 / 3), value), "d"),
        _real("Exp", math.exp, "d"),
        static("Log", _logarithm, "double Log(double d)", "double Log(double a, double newBase)"),
        _real("Log10", _log10, "d"),
        _real("Log2", lambda value: math.log2(value) if value > 0 else _log10(value), "x"),
        *[_real(name, body) for name, body in (
            ("Sin", math.sin), ("Cos", math.cos), ("Tan", math.tan), ("Asin", math.asin), ("Acos", math.acos),
            ("Atan", math.atan), ("Sinh", math.sinh), ("Cosh", math.cosh), ("Tanh", math.tanh))],
        _real("Atan2", math.atan2, "y", "x"),
        _real("IEEERemainder", math.remainder, "x", "y"),
        static("DivRem", _div_rem, "int DivRem(int a, int b, [ref] int result)",
               "long DivRem(long a, long b, [ref] long result)", "System.Object DivRem(int left, int right)",
               "System.Object DivRem(long left, long right)"),
        static("SinCos", lambda x: Tuple("ValueTuple", (math.sin(x), math.cos(x))), "System.Object SinCos(double x)"),
        static("BigMul", lambda left, right: Int64(left * right), "long BigMul(int a, int b)"),
    ),
}


def _safe_power(base: float, power: float) -> float:
    try:
        return _power(base, power)
    except OverflowError:
        return float("inf") if base > 0 or power % 2 == 0 else float("-inf")
    except ValueError:
        return float("inf")


