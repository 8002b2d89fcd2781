"""SHA-256 digests of nouns: the same values give the same digest on any machine."""

import hashlib
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

__all__ = ["digest"]


def digest(noun: Any) -> str:
    """Hexadecimal SHA-256 of a noun's values: arrays with type and shape, in field order.

    Raises TypeError for a value whose bytes are not defined, such as a float outside an array.
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
            sink.update(field.name.encode())
            _feed(sink, getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        sink.update(f"({len(value)}".encode())
        for item in value:
            _feed(sink, item)
    elif value is None or isinstance(value, (bool, int, str)):
        sink.update(f"{type(value).__name__}:{value};".encode())
    else:
        raise TypeError(f"a digest needs arrays, integers, strings and tuples, got {type(value).__name__}")
