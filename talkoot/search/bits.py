"""Sets of ids, each as one whole number: bit n says that n is in the set.

Narrowing is `&`, joining `|`, a count one `bit_count()`; of a million ids a set takes 130 kB.
"""

from collections.abc import Collection, Iterator
from itertools import compress, count

DIGITS = bytes.maketrans(b"\0\1", b"01")
FLAGS = bytes.maketrans(b"01", b"\0\1")


def bits_of(ids: Collection[int]) -> int:
    """The set of the ids."""
    if not ids:
        return 0
    flags = bytearray(max(ids) + 1)
    for one in ids:
        flags[one] = 1
    flags.reverse()
    return int(flags.translate(DIGITS), 2)


def flags_of(bits: int, last: int = 0) -> bytes:
    """A byte for each id up to the set's greatest, and at least to `last`: 1 for those in it."""
    return f"{bits:b}"[::-1].encode().translate(FLAGS).ljust(last + 1, b"\0")


def ids_of(bits: int) -> Iterator[int]:
    """The ids of the set, ascending."""
    return compress(count(), flags_of(bits))
