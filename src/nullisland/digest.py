"""SHA-256 digests of nouns: the same values give the same digest on any machine."""

import hashlib
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

import numpy as np

__all__ = ["digest"]


def digest(noun: Any) -> str:
    """Hexadecimal SHA-256 of a noun's values: arrays with type and shape, in field order.

    A field that has its default is left out, so that a noun may gain one and keep its digests.
    Raises TypeError for a value whose bytes are not defined, such as a set.
    Cost: about one second a gigabyte.
    """
    sink = hashlib.sha256()
    _feed(sink, noun)
    return sink.hexdigest()


def _feed(sink: Any, value: Any) -> None:
    if isinstance(value, np.ndarray):
        plain = np.ascontiguousarray(value, value.dtype.newbyteorder("<"))
        sink.update(f"{plain.dtype.str}{plain.shape}".encode())
        sink.update(plain.data)
    elif is_dataclass(value):
        for field in fields(value):
            held = getattr(value, field.name)
            if field.default is MISSING or isinstance(held, np.ndarray) or held != field.default:
                sink.update(field.name.encode())
                _feed(sink, held)
    elif isinstance(value, (tuple, list)):
        sink.update(f"({len(value)}".encode())
        for item in value:
            _feed(sink, item)
    elif value is None or isinstance(value, (bool, int, str)):
        sink.update(f"{type(value).__name__}:{value};".encode())
    elif isinstance(value, float):
        sink.update(f"float:{value.hex()};".encode())
    else:
        raise TypeError(f"a digest needs arrays, numbers, strings and tuples, got {type(value).__name__}")
