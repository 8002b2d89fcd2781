"""Draw data/icon.png: the resident we follow, a ringed dot on the sea. Run once: `python scripts/make_icon.py`."""

import struct
import sys
import zlib
from pathlib import Path

SIZE, FINE = 64, 4
SEA, DOT, HALO = (0xBF, 0xD7, 0xE6), (0xB8, 0x4A, 0x00), (0xFF, 0xFD, 0xF8)


def colour_at(x: float, y: float) -> tuple[int, int, int]:
    """Colour at a point counted from the middle."""
    r = (x * x + y * y) ** 0.5
    if r < 11 or 17 <= r < 23:
        return DOT
    return HALO if r < 27 else SEA


def pixel(column: int, row: int) -> bytes:
    """Mean of FINE x FINE points."""
    spots = [
        colour_at(column + (i + 0.5) / FINE - SIZE / 2, row + (j + 0.5) / FINE - SIZE / 2)
        for i in range(FINE)
        for j in range(FINE)
    ]
    return bytes(sum(spot[k] for spot in spots) // len(spots) for k in range(3))


def png() -> bytes:
    """The picture as a PNG file."""
    rows = b"".join(b"\0" + b"".join(pixel(x, y) for x in range(SIZE)) for y in range(SIZE))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


if __name__ == "__main__":
    target = Path(__file__).parents[1] / "data" / "icon.png"
    target.write_bytes(png())
    sys.stdout.write(f"{target}: {target.stat().st_size} bytes\n")
