"""Sets of ids, each as one whole number: bit n says that n is in the set.

Narrowing is `&`, joining `|`, a count one `bit_count()`; of a million ids a set takes 130 kB.
"""

from collections.abc import Collection, Iterator
from itertools import compress, count

DIGITS = bytes.maketrans(b"\0\1", b"01")
FLAGS = bytes.maketrans(b"01", b"\0\1")
BITS = [1 << place for place in range(8)]
# So many times fewer ids than the greatest of them, and they are written or read one by one.
SPARSE = 16


def bits_of(ids: Collection[int]) -> int:
    """The set of the ids."""
    if not ids:
        return 0
    size = max(ids) + 1
    if len(ids) * SPARSE < size:
        packed = bytearray((size + 7) // 8)
        for one in ids:
            packed[one >> 3] |= BITS[one & 7]
        return int.from_bytes(packed, "little")
    flags = bytearray(size)
    for one in ids:
        flags[one] = 1
    flags.reverse()
    return int(flags.translate(DIGITS), 2)


def members_of(bits: int, ids: Collection[int]) -> list[int]:
    """For each of the ids 1 if it is in the set, else 0."""
    size = max(bits.bit_length(), max(ids, default=0) + 1)
    if len(ids) * SPARSE < size:
        packed = bits.to_bytes((size + 7) // 8, "little")
        return [packed[one >> 3] >> (one & 7) & 1 for one in ids]
    flags = flags_of(bits).ljust(size, b"\0")
    return [flags[one] for one in ids]


def flags_of(bits: int) -> bytes:
    """A byte for each id up to the set's greatest: 1 for those in it."""
    return f"{bits:b}"[::-1].encode().translate(FLAGS)


def ids_of(bits: int) -> Iterator[int]:
    """The ids of the set, ascending."""
    return compress(count(), flags_of(bits))
