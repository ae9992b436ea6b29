"""Whose members are whose: codes by which guides win members, who gets those who came by none, and handing over.

Source: docs/spec/line.md, "Today" (whose member somebody is), section 16 (joining) and "Guides and their members".
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHARACTERS = 8
#: Before a guide's code where it stands as a picture, so that any scanner of ours knows what it read.
JOIN_PREFIX = "UJ1:"


def guide_code(store: str, staff_id: str) -> str:
    """The code of a guide: `G` and 40 bits of SHA-256 in base32. It follows from who they are, so that every till of
    the store, and the ledger, know it without having been told.
    """
    number = int.from_bytes(hashlib.sha256(f"guide-code\n{store}\n{staff_id}".encode()).digest()[:5], "big")
    return "G" + "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_CHARACTERS)))


def typed_code(text: str) -> str:
    """A join code as it was typed or scanned, in the form in which it is looked up."""
    return text.strip().upper().removeprefix(JOIN_PREFIX)


def spread(one_ids: Sequence[str], guides: Sequence[str], loads: Mapping[str, int]) -> dict[str, str]:
    """By member, which of these guides gets them: each time the one who looks after the fewest, the first by number
    where two are as many. Members in the order of their ids, so that it comes out alike wherever it is reckoned.
    Raises ValueError where there is nobody to give them to.
    """
    if not guides:
        raise ValueError("nobody to hand over to")
    load = {staff_id: loads.get(staff_id, 0) for staff_id in guides}
    found = {}
    for one_id in sorted(one_ids):
        least = min(load, key=lambda staff_id: (load[staff_id], staff_id))
        found[one_id] = least
        load[least] += 1
    return found


@dataclass(frozen=True, slots=True)
class GuideLoad:
    """A guide of the store and how many members they look after. `name` is empty of somebody who left."""

    staff_id: str
    name: str
    members: int


class ClienteleReader(Protocol):
    """As the ledger last said, and with what this till was told since."""

    def loads(self, store: str) -> Mapping[str, int]:
        """By guide of a store, how many members they look after."""

    def of_guide(self, store: str, staff_id: str) -> Sequence[str]:
        """The ids of a guide's members, in their order."""
