"""What goes over the line, as records: docs/spec/line.md. The OpenAPI document is made from these."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Literal

import msgspec

from central_ledger.application.push import BATCH_MAX
from central_ledger.application.reservations import SECONDS_MAX, SECONDS_MIN, RefusalCode
from central_ledger.domain.body_types import AMOUNT_MAX, Hex32, Id
from retail.messages import Entry

Base64 = Annotated[
    str,
    msgspec.Meta(
        max_length=6_000_000,
        description="standard base64, padded",
        # For the document alone: `decoded` checks it while it decodes, and a pattern took longer than all the rest.
        extra_json_schema={"pattern": "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"},
    ),
]
PublicKey = Annotated[
    str, msgspec.Meta(pattern="^[A-Za-z0-9+/]{43}=$", description="an Ed25519 public key: 32 bytes in base64")
]
Counter = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Sequence = Annotated[int, msgspec.Meta(ge=1, le=2**53)]
Time = Annotated[str, msgspec.Meta(max_length=40, description="ISO 8601 with an offset")]


class ErrorDetail(msgspec.Struct, frozen=True):
    code: str
    message: str


class ErrorAnswer(msgspec.Struct, frozen=True):
    """An error of the line. A business refusal is a verdict, not an error."""

    error: ErrorDetail


class EnrolRequest(msgspec.Struct, frozen=True):
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    public_key: PublicKey
    device: Annotated[str, msgspec.Meta(max_length=100)] = ""


class EnrolAnswer(msgspec.Struct, frozen=True):
    store: str
    store_name: str
    till: str
    currency: str
    group_key: str
    ledger: str
    time: str


class EntryIn(msgspec.Struct, frozen=True):
    """One journal entry; `body` in base64, its bytes are never changed."""

    epoch: Id
    seq: Sequence
    kind: Id
    version: Annotated[int, msgspec.Meta(ge=0, le=2**31)]
    occurred_at: Time
    elapsed_ms: Counter
    previous: Hex32
    body: Base64
    hash: Hex32


class PushRequest(msgspec.Struct, frozen=True):
    store: Id
    till: Id
    entries: Annotated[list[EntryIn], msgspec.Meta(min_length=1, max_length=BATCH_MAX)]


#: More feeds than any till has.
FEEDS_MAX = 100


class NewsRequest(msgspec.Struct, frozen=True):
    """The cursor of each feed that a till has."""

    cursors: Annotated[dict[str, str], msgspec.Meta(max_length=FEEDS_MAX)]


class VerdictOut(msgspec.Struct, frozen=True):
    epoch: str
    seq: int
    verdict: Literal["created", "exists", "quarantined", "refused"]
    code: str | None


class HighWater(msgspec.Struct, frozen=True):
    epoch: str
    seq: int


class PushAnswer(msgspec.Struct, frozen=True):
    verdicts: list[VerdictOut]
    high_water: HighWater
    suspended: bool


class NewKeyRequest(msgspec.Struct, frozen=True):
    """A till's next key. `proof` is made with it: docs/spec/line.md, section 2."""

    public_key: PublicKey
    proof: Annotated[str, msgspec.Meta(max_length=100)]


class NewKeyAnswer(msgspec.Struct, frozen=True):
    key_id: str
    valid_from: str


class HandoverOut(msgspec.Struct, frozen=True):
    """A key of the group's, signed by the one before it."""

    at: str
    public_key: str
    signature: str


class HandoversAnswer(msgspec.Struct, frozen=True):
    handovers: list[HandoverOut]


class EpochStanding(msgspec.Struct, frozen=True):
    """How far the ledger has an epoch, and the hash of the entry there."""

    epoch: str
    high_water: int
    head_hash: str


class StandingAnswer(msgspec.Struct, frozen=True):
    """`epochs` in the order in which they were opened; `key_id` names the key that the till signs with since
    `key_since`.
    """

    store: str
    till: str
    time: str
    suspended: bool
    key_id: str
    key_since: str
    epochs: list[EpochStanding]


class EntryHash(msgspec.Struct, frozen=True):
    seq: int
    hash: str


class HashesAnswer(msgspec.Struct, frozen=True):
    epoch: str
    entries: list[EntryHash]


#: The ranges of docs/spec/member-code.md, section 2.
PaymentDigits = Annotated[
    str, msgspec.Meta(pattern="^(1[0-5][0-9]{16}|(2[5-9]|30)[0-9]{14,22}|62[0-9]{17})$", max_length=24)
]


class CodeRequest(msgspec.Struct, frozen=True):
    """All of it is optional. A payment code is signed into the code and kept nowhere."""

    payment_code: PaymentDigits | None = None


class CodeAnswer(msgspec.Struct, frozen=True):
    code: str
    expires_at: str


class CardRequest(msgspec.Struct, frozen=True):
    public_key: PublicKey


class CardAnswer(msgspec.Struct, frozen=True):
    card: str
    expires_at: str


class PointsWanted(msgspec.Struct, frozen=True):
    program: Id
    points: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]


class ReserveRequest(msgspec.Struct, frozen=True):
    """What a till wants to be sure of until its payment is done: all of it or nothing."""

    reservation_id: Id
    seconds: Annotated[int, msgspec.Meta(ge=SECONDS_MIN, le=SECONDS_MAX)]
    one_id: Id | None = None
    coupons: Annotated[list[Id], msgspec.Meta(max_length=100)] = msgspec.field(default_factory=list)
    points: PointsWanted | None = None
    offers: Annotated[dict[Id, Annotated[int, msgspec.Meta(ge=1, le=1000)]], msgspec.Meta(max_length=200)] = (
        msgspec.field(default_factory=dict)
    )


class RefusalOut(msgspec.Struct, frozen=True):
    """`left` is what could be had. `leased`: the holder was asked for it; try again in some seconds."""

    what: Literal["coupon", "points", "offer"]
    id: str
    code: RefusalCode
    left: int


class ReserveAnswer(msgspec.Struct, frozen=True):
    """`until` is null when nothing was granted."""

    reservation_id: str
    granted: bool
    until: str | None
    refusals: list[RefusalOut]


class ReleaseAnswer(msgspec.Struct, frozen=True):
    reservation_id: str
    released: bool


class HealthAnswer(msgspec.Struct, frozen=True):
    status: Literal["ok"]
    ledger: str
    time: str


class BadField(ValueError):
    """A field that is of the right type and cannot be used."""


def decoded(text: str, what: str, length: int | None = None) -> bytes:
    """The bytes of standard base64. Raises BadField."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadField(f"{what} is not standard base64") from error
    if len(text) % 4 or text.endswith("==="):  # padding that the decoder overlooks
        raise BadField(f"{what} is not standard base64")
    if length is not None and len(data) != length:
        raise BadField(f"{what} has {len(data)} bytes, not {length}")
    return data


def to_entry(store: str, till: str, given: EntryIn) -> Entry:
    """The entry as the till chained it. Raises BadField when its body is not base64."""
    return Entry(
        store=store,
        till=till,
        epoch=given.epoch,
        seq=given.seq,
        kind=given.kind,
        version=given.version,
        occurred_at=given.occurred_at,
        elapsed_ms=given.elapsed_ms,
        previous=bytes.fromhex(given.previous),
        body=decoded(given.body, "body"),
        hash=bytes.fromhex(given.hash),
    )
