"""A parked basket as signed codes on a screen, for a till that scans it while no ledger answers.

Contract: docs/spec/member-code.md, section 2 (`UB1`). A code names its member by OneID alone: neither name nor phone.
Many lines are several codes of one parking; each is signed by the till that parked and says which of how many it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from retail import claims as claim
from retail.guides import GUIDES_MAX, WHOLE_BPS, GuideShare
from retail.signed import CodeRefused, SigningKey, VerifyingKey, open_signed, sign
from retail.stock import stock_thousandths

PREFIX = "UB1"
PARKING_ID, BASKET_ID, PART, PARTS, LINES, GUIDES = -70060, -70061, -70062, -70063, -70064, -70065

#: A code of so many characters is a QR code of version 15 at level M, which a webcam reads off a screen.
CHARACTERS_MAX = 580
PARTS_MAX = 6
#: How long a code is good for.
LIFE_SECONDS = 600

KeyFor = Callable[[bytes], VerifyingKey | None]


class TooManyLines(ValueError):
    """More than `PARTS_MAX` codes hold."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """Goods and how many: `quantity` as in a sale, an integer or a decimal text."""

    sku: str
    quantity: int | str


@dataclass(frozen=True, slots=True)
class BasketCode:
    """One of `parts` codes, `part` from 1. Member, guides and basket id stand in each: any may be read first."""

    parking_id: str
    basket_id: str
    part: int
    parts: int
    exp: int
    lines: tuple[CodeLine, ...]
    one_id: str | None = None
    guides: tuple[GuideShare, ...] | None = None  # empty: nobody; None: as the store's setting says


def make_codes(code: BasketCode, key: SigningKey, kid: bytes) -> tuple[str, ...]:
    """The texts of a basket's codes, `code` holding all its lines. Raises TooManyLines, and ValueError for what could
    not be opened again.
    """
    if not code.lines:
        raise ValueError("a basket has lines")
    pieces: list[tuple[CodeLine, ...]] = []
    waiting = list(code.lines)
    while waiting:
        if len(pieces) == PARTS_MAX:
            raise TooManyLines(len(code.lines))
        fits = _how_many_fit(code, waiting, key, kid)
        pieces.append(tuple(waiting[:fits]))
        del waiting[:fits]
    return tuple(
        _made(replace(code, lines=lines, part=number, parts=len(pieces)), key, kid)
        for number, lines in enumerate(pieces, 1)
    )


def open_code(text: str, key_for: KeyFor, now: datetime) -> BasketCode:
    """A code of a till that the key names, and not over at `now`. Raises CodeRefused."""
    code = _read(claim.claims_map(open_signed(PREFIX, text, key_for)))
    if now.timestamp() >= code.exp:
        raise CodeRefused("expired", "its time is over")
    return code


def joined(codes: Iterable[BasketCode]) -> BasketCode | None:
    """The whole basket, when all its codes are there; they are of one parking. None: some are missing yet."""
    by_part = {code.part: code for code in codes}
    first = next(iter(by_part.values()))
    if set(by_part) != set(range(1, first.parts + 1)):
        return None
    lines = tuple(line for part in sorted(by_part) for line in by_part[part].lines)
    return replace(first, part=1, parts=1, lines=lines)


def _how_many_fit(code: BasketCode, waiting: Sequence[CodeLine], key: SigningKey, kid: bytes) -> int:
    """So many lines of those that wait stand in one code. Raises ValueError when not even one does."""
    fits = 0
    for count in range(1, len(waiting) + 1):
        try:
            if len(_made(replace(code, lines=tuple(waiting[:count])), key, kid)) > CHARACTERS_MAX:
                break
        except _TooLong:
            break
        fits = count
    if not fits:
        raise ValueError("a line is too long for a code")
    return fits


class _TooLong(ValueError):
    pass


def _made(code: BasketCode, key: SigningKey, kid: bytes) -> str:
    payload: dict[int, object] = {
        PARKING_ID: code.parking_id,
        BASKET_ID: code.basket_id,
        PART: code.part,
        PARTS: code.parts,
        claim.EXPIRES: code.exp,
        LINES: [[line.sku, line.quantity] for line in code.lines],
    }
    if code.one_id is not None:
        payload[claim.SUBJECT] = code.one_id
    if code.guides is not None:
        payload[GUIDES] = [[share.staff_id, share.bps] for share in code.guides]
    try:
        _read(payload)
    except CodeRefused as refused:
        raise ValueError(refused.detail) from None
    try:
        return sign(PREFIX, payload, key, kid)
    except ValueError as error:
        raise _TooLong(str(error)) from None


def _read(claims: Mapping[int, Any]) -> BasketCode:
    parts = claim.whole_number(claims, PARTS, largest=PARTS_MAX)
    part = claim.whole_number(claims, PART, largest=PARTS_MAX)
    if not 1 <= part <= parts:
        raise CodeRefused("malformed", f"claim {PART}: not one of {parts}")
    lines = tuple(_line(row) for row in _rows(claims, LINES))
    if not lines:
        raise CodeRefused("malformed", f"claim {LINES}: nothing in it")
    guides = tuple(_guide(row) for row in _rows(claims, GUIDES)) if GUIDES in claims else None
    if guides and (len(guides) > GUIDES_MAX or sum(share.bps for share in guides) != WHOLE_BPS):
        raise CodeRefused("malformed", f"claim {GUIDES}: not shares of a whole")
    return BasketCode(
        parking_id=claim.text(claims, PARKING_ID),
        basket_id=claim.text(claims, BASKET_ID),
        part=part,
        parts=parts,
        exp=claim.seconds(claims, claim.EXPIRES),
        lines=lines,
        one_id=claim.text(claims, claim.SUBJECT, longest=claim.ONE_ID_CHARACTERS) if claim.SUBJECT in claims else None,
        guides=guides,
    )


def _rows(claims: Mapping[int, Any], number: int) -> list[Any]:
    found = claims.get(number)
    if not isinstance(found, list) or any(not isinstance(row, list) or len(row) != 2 for row in found):
        raise CodeRefused("malformed", f"claim {number}: not a list of pairs")
    return found


def _line(row: list[Any]) -> CodeLine:
    sku, quantity = row
    try:
        if claim.text({LINES: sku}, LINES) and stock_thousandths(quantity) > 0:
            return CodeLine(sku, quantity)
    except ValueError as error:
        raise CodeRefused("malformed", f"claim {LINES}: {error}") from None
    raise CodeRefused("malformed", f"claim {LINES}: nothing of it")


def _guide(row: list[Any]) -> GuideShare:
    staff_id, bps = row
    share = claim.whole_number({GUIDES: bps}, GUIDES, largest=WHOLE_BPS)
    return GuideShare(claim.text({GUIDES: staff_id}, GUIDES), share)
