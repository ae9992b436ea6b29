"""How often somebody may guess a PIN, a secret or a code: each failure beyond the free ones doubles the wait.

Kept in the ledger's database, so that neither a restart nor a second process gives anybody new guesses. Who is locked
out is in the log of access.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from central_ledger.application.ledger import Ledger
from central_ledger.store.guesses import Failures

#: So many wrong ones are free: people mistype, and behind one address there may be a whole store.
FREE_OF_PERSON = 4
FREE_OF_ADDRESS = 15
#: Whoever joins has a phone that nobody has: a till asks so often in a busy half hour. Each hit begins it anew.
FREE_OF_LOOK_UPS = 40
LONGEST_S = 900
#: Failures are forgotten so long after the last one (and never while somebody is locked out).
FORGOTTEN_AFTER_S = 1800
#: Rows that are kept. Names can be made up, so this is far more than the people of a group.
SUBJECTS_MAX = 50_000


class TooManyGuesses(Exception):
    """One of the subjects is locked out for `wait_s` more seconds."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"wait {wait_s} s")
        self.wait_s = wait_s


def begin(ledger: Ledger, subjects: Sequence[str]) -> int:
    """Count a guess as wrong before it is looked at, so that many at once gain nothing; gives the wait after it.

    The caller says `right` when it was right. Raises TooManyGuesses, and then counts nothing; StoreUnavailable.
    """
    with ledger.database.transaction():
        now = ledger.clock().astimezone(UTC)
        known = ledger.guesses.of(subjects)
        for subject, failures in known.items():
            if datetime.fromisoformat(failures.latest_at) > now:
                # The clock was set back: the wait begins again, and is no longer than it was.
                known[subject] = replace(failures, latest_at=_text(now))
                ledger.guesses.put(known[subject])
        locked_s = max((_left_s(failures, now) for failures in known.values()), default=0)
        if not locked_s:
            ledger.guesses.forget_before(_text(now - timedelta(seconds=FORGOTTEN_AFTER_S + LONGEST_S)))
            counted = [_one_more(subject, known.get(subject), now) for subject in subjects]
            for failures in counted:
                ledger.guesses.put(failures)
            ledger.guesses.keep_at_most(SUBJECTS_MAX)
    if locked_s:  # outside of the transaction, which keeps what a clock that was set back changed
        raise TooManyGuesses(locked_s)
    return max(failures.wait_s for failures in counted)


def right(ledger: Ledger, subjects: Sequence[str]) -> None:
    """The guess was right: a person starts again, an address gets back this one (else one right account would open it
    for guessing others). Raises StoreUnavailable.
    """
    with ledger.database.transaction():
        for subject, known in ledger.guesses.of(subjects).items():
            count = known.count - 1 if _is_address(subject) else 0
            if count <= 0:
                ledger.guesses.forget(subject)
            else:
                wait_s = 0 if count <= FREE_OF_ADDRESS else known.wait_s
                ledger.guesses.put(replace(known, count=count, wait_s=wait_s))


def _one_more(subject: str, known: Failures | None, now: datetime) -> Failures:
    count = 1
    if known is not None:
        since_s = (now - datetime.fromisoformat(known.latest_at)).total_seconds()
        count = 1 if since_s - known.wait_s > FORGOTTEN_AFTER_S else known.count + 1
    over = count - _free_of(subject)
    return Failures(subject, count, min(2 ** min(over, 20), LONGEST_S) if over > 0 else 0, _text(now))


def _left_s(failures: Failures, now: datetime) -> int:
    """Whole seconds until these may guess again, rounded up."""
    left = failures.wait_s - (now - datetime.fromisoformat(failures.latest_at)).total_seconds()
    return max(0, -int(-left // 1))


def _free_of(subject: str) -> int:
    if subject.startswith("look-up:"):
        return FREE_OF_LOOK_UPS
    return FREE_OF_ADDRESS if _is_address(subject) else FREE_OF_PERSON


def _is_address(subject: str) -> bool:
    return subject.startswith("address:")


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
