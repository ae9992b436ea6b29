"""Tags and segments that other systems give to members, as far as the members agreed. docs/integration.md."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from central_ledger.application.clients import holder_of_client, pseudonyms_of
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import PROFILE, publish_members
from central_ledger.domain.roles import Speaker
from central_ledger.store.member_tags import MemberTag
from retail.contract import (
    ContractError,
    Document,
    as_integer,
    as_object,
    as_text,
    as_time,
    flag,
    nullable,
    only,
    required,
)

ITEMS_MAX = 500
TAGS_MAX = 50
ENDED_AT_ONCE = 500
LABEL_MAX = 40
AHEAD_MAX = timedelta(days=3 * 366)
_TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}", re.ASCII)
_KEY = re.compile(r"[\x21-\x7e]{1,128}", re.ASCII)
_FIELDS = frozenset(("tag", "label", "label_en", "confidence_bps", "expires_at"))

Verdict = Literal["set", "unchanged", "removed", "refused"]


class RequestRefused(ValueError):
    """The whole request: `key_missing`, `key_reused`, `too_many`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class ItemVerdict:
    """What became of one item. `code` of a refusal: `unknown_member`, `no_consent`, `bad_tag`, `ended`, `too_many`."""

    member: str
    tag: str
    verdict: Verdict
    code: str | None = None
    path: str | None = None
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    member: str
    given: Any
    path: str


def replace_tags(
    ledger: Ledger, speaker: Speaker, request_key: str, member: str, given: Sequence[Any]
) -> list[ItemVerdict]:
    """These are all tags that the speaker's system gives this member; its others go. Raises RequestRefused."""
    items = [_Item(member, one, f"$.tags[{number}]") for number, one in enumerate(given)]

    def work() -> list[ItemVerdict]:
        verdicts = _taken(ledger, speaker, items)
        one_id = pseudonyms_of(ledger, _client_of(speaker)).one_id(member)
        if one_id is None or ledger.identities.is_erased(one_id):
            return verdicts or [ItemVerdict(member, "", "refused", "unknown_member")]
        current = ledger.identities.current(one_id)
        kept = {verdict.tag for verdict in verdicts}
        for tag in ledger.member_tags.of_member(current):
            if tag.source == _client_of(speaker) and tag.tag not in kept:
                ledger.member_tags.drop(current, tag.source, tag.tag)
                verdicts.append(ItemVerdict(member, tag.tag, "removed"))
        publish_members(ledger, [current])
        return verdicts

    return _once(ledger, speaker, request_key, ["replace", member, list(given)], work)


def take_tags(ledger: Ledger, speaker: Speaker, request_key: str, given: Sequence[Any]) -> list[ItemVerdict]:
    """Many items, each for itself: a wrong one stops no other. Raises RequestRefused."""
    if len(given) > ITEMS_MAX:
        raise RequestRefused("too_many", f"at most {ITEMS_MAX} items")
    items = [
        _Item(str(one.get("member", "")) if isinstance(one, dict) else "", one, f"$.items[{number}]")
        for number, one in enumerate(given)
    ]
    return _once(ledger, speaker, request_key, ["batch", list(given)], lambda: _taken(ledger, speaker, items))


def drop_ended_tags(ledger: Ledger) -> int:
    """Take tags away that have ended, some at a time; gives how many. Tills do not show them anyway."""
    with ledger.database.transaction():
        ended = ledger.member_tags.ended(ledger.now(), ENDED_AT_ONCE)
        for tag in ended:
            ledger.member_tags.drop(tag.one_id, tag.source, tag.tag)
        publish_members(ledger, dict.fromkeys(tag.one_id for tag in ended))
        return len(ended)


def _once(
    ledger: Ledger, speaker: Speaker, request_key: str, content: Any, work: Callable[[], list[ItemVerdict]]
) -> list[ItemVerdict]:
    """The same request under the same key again gets the same answer, and changes nothing."""
    if not _KEY.fullmatch(request_key):
        raise RequestRefused(
            "key_missing", "send the header Idempotency-Key, 1 to 128 letters, another one per request"
        )
    hashed = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    with ledger.database.transaction():
        known = ledger.clients.answered(_client_of(speaker), request_key)
        if known is not None:
            if known[0] != hashed:
                raise RequestRefused("key_reused", "another request was sent under this Idempotency-Key")
            return [ItemVerdict(**row) for row in json.loads(known[1])]
        verdicts = work()
        answer = json.dumps([_document(verdict) for verdict in verdicts], ensure_ascii=False)
        ledger.clients.keep_answer(_client_of(speaker), request_key, hashed, answer, ledger.now())
        return verdicts


def _taken(ledger: Ledger, speaker: Speaker, items: Sequence[_Item]) -> list[ItemVerdict]:
    """In the order of the items; stores are told of those members whose tags changed."""
    names = pseudonyms_of(ledger, _client_of(speaker))
    verdicts: list[ItemVerdict] = []
    changed: dict[str, None] = {}
    for item in items:
        one_id = names.one_id(item.member)
        current = None if one_id is None else ledger.identities.current(one_id)
        if current is None or ledger.members.get(current) is None:
            tag = str(item.given.get("tag", "")) if isinstance(item.given, dict) else ""
            verdicts.append(ItemVerdict(item.member, tag, "refused", "unknown_member"))
            continue
        verdict = _take(ledger, _client_of(speaker), current, item)
        verdicts.append(verdict)
        if verdict.verdict in ("set", "removed"):
            changed[current] = None
    publish_members(ledger, changed)
    return verdicts


def _take(ledger: Ledger, source: str, one_id: str, item: _Item) -> ItemVerdict:
    try:
        row = {name: value for name, value in as_object(item.given, item.path).items() if name != "member"}
        name = as_text(required(row, "tag", item.path), f"{item.path}.tag")
        if flag(row, "remove", item.path):
            was_there = ledger.member_tags.drop(one_id, source, name)
            return ItemVerdict(item.member, name, "removed" if was_there else "unchanged")
        row.pop("remove", None)
        tag = _read_tag(row, item.path, one_id, source, ledger.now())
    except ContractError as error:
        wrong = item.given.get("tag") if isinstance(item.given, dict) else None
        return ItemVerdict(
            item.member, wrong if isinstance(wrong, str) else "", "refused", "bad_tag", error.path, error.expected
        )
    if ledger.identities.is_withdrawn(one_id, PROFILE):
        return ItemVerdict(item.member, name, "refused", "no_consent")
    if tag.expires_at is not None and tag.expires_at <= tag.set_at:
        return ItemVerdict(item.member, name, "refused", "ended")
    own = {known.tag: known for known in ledger.member_tags.of_member(one_id) if known.source == source}
    if name not in own and len(own) >= TAGS_MAX:
        return ItemVerdict(item.member, name, "refused", "too_many")
    if name in own and _same(own[name], tag):
        return ItemVerdict(item.member, name, "unchanged")
    ledger.member_tags.put(tag)
    return ItemVerdict(item.member, name, "set")


def _read_tag(row: Document, path: str, one_id: str, source: str, now: str) -> MemberTag:
    only(row, path, _FIELDS)
    name = as_text(required(row, "tag", path), f"{path}.tag")
    if not _TAG.fullmatch(name):
        raise ContractError(f"{path}.tag", "1 to 64 letters, digits or . _ : -, the first a letter or digit")
    label = as_text(row.get("label", name), f"{path}.label")
    label_en = as_text(row.get("label_en", label), f"{path}.label_en")
    for field, text in (("label", label), ("label_en", label_en)):
        if len(text) > LABEL_MAX or not text.isprintable():
            raise ContractError(f"{path}.{field}", f"a text of at most {LABEL_MAX} letters on one line")
    confidence = as_integer(row.get("confidence_bps", 10_000), f"{path}.confidence_bps", 0, 10_000)
    ends = nullable(row, "expires_at", path, as_time)
    if ends is not None:
        moment = datetime.fromisoformat(ends).astimezone(UTC)
        if moment > datetime.fromisoformat(now) + AHEAD_MAX:
            raise ContractError(f"{path}.expires_at", "a time in the next three years")
        ends = moment.isoformat(timespec="milliseconds")
    return MemberTag(one_id, source, name, label, label_en, confidence, ends, now)


def _same(one: MemberTag, other: MemberTag) -> bool:
    fields = ("label", "label_en", "confidence_bps", "expires_at")
    return all(getattr(one, field) == getattr(other, field) for field in fields)


def _client_of(speaker: Speaker) -> str:
    return speaker.name.removeprefix(holder_of_client(""))


def _document(verdict: ItemVerdict) -> Mapping[str, Any]:
    return {name: getattr(verdict, name) for name in ItemVerdict.__slots__}
