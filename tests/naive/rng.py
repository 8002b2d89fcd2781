"""Random draws in Python integers."""

MASK = 2**64 - 1


def mix64(x):
    x &= MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def person_key(stage_key, who):
    return mix64(stage_key + (who + 1) * 0x9E3779B97F4A7C15)


def draw(key, day, k):
    return mix64(key + ((day << 20) + k + 1) * 0xD1342543DE82EF95)
