"""People and tokens: who may speak beside the tills. Source: docs/spec/line.md, section 12.

A token is 32 random bytes, kept as a hash. It ends by time, by revocation, and at once when what it was issued for is
no longer so: the person was revoked, left the store, lost the role, or has another PIN.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from central_ledger.application.enrolment import CROCKFORD, normalised
from central_ledger.application.ledger import Ledger
from central_ledger.application.pins import PIN_HASHER, is_pin
from central_ledger.domain.roles import Grant, Speaker, read_grant, staff_grants
from central_ledger.store.people import AccessWhat, Person, TokenRow

#: A manager at a till, between two customers; somebody of the group, for a working day.
STAFF_TOKEN_LIFETIME = timedelta(minutes=30)
PERSON_TOKEN_LIFETIME = timedelta(hours=8)
#: Rows of tokens that ended so long ago are dropped.
_KEPT = timedelta(days=1)
SECRET_CHARACTERS = 20
MEMBER_APP = "app:members"


class UnknownPerson(ValueError):
    """There is no such person, or they were revoked."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Who somebody says that they are, and the hash that their secret must fit. None: there is nobody of that name."""

    holder: str
    name: str
    grants: tuple[Grant, ...]
    secret_hash: str | None
    store: str = ""
    till: str = ""

    @property
    def lifetime(self) -> timedelta:
        return STAFF_TOKEN_LIFETIME if self.holder.startswith("staff:") else PERSON_TOKEN_LIFETIME


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """A token as it goes out, once. `expires_at` is ISO 8601."""

    token: str
    expires_at: str
    speaker: Speaker


def claim_staff(ledger: Ledger, store: str, till: str, staff_id: str) -> Claimed:
    """Somebody of a store's staff, at one of its tills."""
    holder = f"staff:{store}/{staff_id}"
    row = ledger.feeds.get(store, "staff", staff_id)
    if row is None:
        return Claimed(holder, "", (), None, store, till)
    staff = json.loads(row)
    return Claimed(holder, staff["name"], staff_grants(store, staff["roles"]), staff["pin_hash"], store, till)


def claim_person(ledger: Ledger, person_id: str, store: str = "", till: str = "") -> Claimed:
    """Somebody of the group; `store` and `till` when they ask through one."""
    holder = f"person:{person_id}"
    person = ledger.people.person(person_id)
    if person is None or person.revoked_at is not None:
        return Claimed(holder, "", (), None, store, till)
    return Claimed(holder, person.name, _grants(person.roles), person.secret_hash, store, till)


def is_secret_of(claimed: Claimed, secret: str) -> bool:
    """Whether the PIN or secret fits; takes 20 to 130 ms, whoever it is."""
    if claimed.holder.startswith("person:"):
        secret = normalised(secret)  # as people type it
    return is_pin(claimed.secret_hash, secret)


def issue_token(ledger: Ledger, claimed: Claimed, address: str) -> IssuedToken:
    """A token for somebody whose secret was right. The caller has checked it."""
    token = secrets.token_urlsafe(32)
    now = ledger.clock().astimezone(UTC)
    expires_at = (now + claimed.lifetime).isoformat(timespec="milliseconds")
    with ledger.database.transaction():
        ledger.people.forget_tokens((now - _KEPT).isoformat(timespec="milliseconds"))
        ledger.people.add_token(
            TokenRow(
                token_hash=_hashed(token),
                holder=claimed.holder,
                name=claimed.name,
                roles=tuple(grant.text for grant in claimed.grants),
                store=claimed.store,
                till=claimed.till,
                credential=_credential(claimed),
                issued_at=ledger.now(),
                expires_at=expires_at,
                revoked_at=None,
            )
        )
        detail = {"till": f"{claimed.store}/{claimed.till}"} if claimed.till else {}
        ledger.people.note_access(ledger.now(), claimed.holder, "token_issued", address, detail)
    speaker = Speaker(claimed.holder, claimed.name, claimed.grants, claimed.store or None, claimed.till or None)
    return IssuedToken(token, expires_at, speaker)


def note_refusal(ledger: Ledger, who: str, address: str, wait_s: int) -> None:
    """A wrong PIN or secret, and for how long nobody may try again (0: at once)."""
    with ledger.database.transaction():
        what: AccessWhat = "token_throttled" if wait_s else "token_refused"
        ledger.people.note_access(ledger.now(), who, what, address, {"wait_s": wait_s} if wait_s else {})


def note_refused_case(ledger: Ledger, who: str, address: str, case_id: str) -> None:
    """Somebody asked for a case that is there, and that they may not see."""
    with ledger.database.transaction():
        ledger.people.note_access(ledger.now(), who, "case_refused", address, {"case_id": case_id})


def speaker_of(ledger: Ledger, token: str) -> Speaker | None:
    """Who a token speaks for now. None: it is unknown, ended, or what it was issued for is no longer so."""
    row = ledger.people.token(_hashed(token))
    if row is None or row.revoked_at is not None:
        return None
    if row.expires_at is not None and datetime.fromisoformat(row.expires_at) <= ledger.clock():
        return None
    grants = tuple(grant for grant in _grants(row.roles) if grant in _grants_now(ledger, row))
    if not grants:
        return None
    return Speaker(row.holder, row.name, grants, row.store or None, row.till or None)


def revoke_token(ledger: Ledger, token: str, who: str, address: str) -> None:
    """End one token. One that has ended already stays so."""
    with ledger.database.transaction():
        if ledger.people.revoke_token(_hashed(token), ledger.now()):
            ledger.people.note_access(ledger.now(), who, "token_revoked", address, {})


def add_person(ledger: Ledger, name: str, roles: Iterable[str]) -> tuple[str, str]:
    """Somebody of the group: gives their id and their secret, which is shown this once. Raises ValueError."""
    grants = [read_grant(text) for text in roles]
    if not grants or not name.strip():
        raise ValueError("name the person, and at least one role")
    for grant in grants:
        if grant.store is not None and ledger.reference.store(grant.store) is None:
            raise ValueError(f"there is no store {grant.store}")
        if grant.unit is not None and not _is_unit(ledger, grant.unit):
            raise ValueError(f"there is no {grant.unit.replace(':', ' ')} in the organisation")
        if grant.role in ("member_app", "integration"):
            raise ValueError(f"{grant.role} is a role of programs, not of people")
    secret = "".join(secrets.choice(CROCKFORD) for _ in range(SECRET_CHARACTERS))
    person_id = "P" + "".join(secrets.choice(CROCKFORD) for _ in range(7))
    with ledger.database.transaction():
        now = ledger.now()
        roles = tuple(grant.text for grant in grants)
        ledger.people.add(Person(person_id, name.strip(), roles, PIN_HASHER.hash(secret), now, None))
        ledger.people.note_access(now, f"person:{person_id}", "person_added", "", {"roles": list(roles)})
    return person_id, "-".join(secret[start : start + 5] for start in range(0, SECRET_CHARACTERS, 5))


def revoke_person(ledger: Ledger, person_id: str) -> None:
    """Nobody speaks as this person any more; their tokens end at once. Raises UnknownPerson."""
    with ledger.database.transaction():
        now = ledger.now()
        if not ledger.people.revoke(person_id, now):
            raise UnknownPerson(f"there is no person {person_id}, or they were revoked before")
        ledger.people.revoke_tokens_of(f"person:{person_id}", now)
        ledger.people.note_access(now, f"person:{person_id}", "person_revoked", "", {})


def let_member_app_speak(ledger: Ledger, token: str) -> bool:
    """Make this the one token of the members' app; an earlier one ends. Says nothing new when it is that already.

    False: this token was ended before (by the app itself, or by another one since), and stays so.
    """
    with ledger.database.transaction():
        known = ledger.people.token(_hashed(token))
        if known is not None:
            return known.revoked_at is None
        now = ledger.now()
        ledger.people.revoke_tokens_of(MEMBER_APP, now)
        row = TokenRow(_hashed(token), MEMBER_APP, MEMBER_APP, ("member_app",), "", "", "", now, None, None)
        ledger.people.add_token(row)
        ledger.people.note_access(now, MEMBER_APP, "token_issued", "", {})
        return True


def issue_client_token(ledger: Ledger, holder: str, name: str, grant: Grant) -> str:
    """A token for another system, which lasts until it is revoked. Needs a transaction."""
    token, now = secrets.token_urlsafe(32), ledger.now()
    ledger.people.add_token(TokenRow(_hashed(token), holder, name, (grant.text,), "", "", "", now, None, None))
    ledger.people.note_access(now, holder, "token_issued", "", {})
    return token


def _grants_now(ledger: Ledger, row: TokenRow) -> tuple[Grant, ...]:
    """What the holder of a token may do by now."""
    kind, _, name = row.holder.partition(":")
    if kind in ("app", "client"):
        return _grants(row.roles)
    claimed = (
        claim_staff(ledger, row.store, row.till, name.partition("/")[2])
        if kind == "staff"
        else claim_person(ledger, name)
    )
    return claimed.grants if claimed.secret_hash is not None and _credential(claimed) == row.credential else ()


def _grants(texts: Iterable[str]) -> tuple[Grant, ...]:
    return tuple(read_grant(text) for text in texts)


def _is_unit(ledger: Ledger, unit: str) -> bool:
    """Whether the organisation has this `district:SH` or `region:EAST`."""
    kind, _, code = unit.partition(":")
    tree = ledger.organisations.newest()
    return code in (tree.districts if kind == "district" else tree.regions)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _credential(claimed: Claimed) -> str:
    """Marks the PIN or secret: a token ends when it is changed."""
    return hashlib.sha256((claimed.secret_hash or "").encode()).hexdigest()[:16]
