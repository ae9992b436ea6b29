"""What the screens need of things that other packages make; bootstrap hands them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from pos_client.application.guide_coupons import GiftAsk
from pos_client.settings import Device
from retail.asks import Drawn, Exchanged, OpenAsk
from retail.guide_coupons import Given
from retail.member import Member
from retail.member_profile import LedgerProfile, PurchasePage
from retail.parked import Claim, ParkedList
from retail.ports import SaleSummary
from retail.stored_value import HoldRequest, ValueHeld, ValueSeen


class ReceiptDesk(Protocol):
    """Receipts of this till's sales. All but `recent` are slow: they are called on a pool thread.

    Whatever prints raises Unavailable `printer_…`: missing, unavailable, paper_out, cover_open or offline.
    """

    def recent(self) -> Sequence[SaleSummary]: ...

    def print_receipt(self, sale_id: str, opens_drawer: bool = False) -> object:
        """The receipt; a numbered copy when it was printed before."""

    def print_gift(self, sale_id: str) -> object:
        """The receipt without prices."""

    def open_drawer(self, sale_id: str) -> object:
        """Open the drawer if cash went into it with this sale."""

    def save_pdf(self, sale_id: str, path: str) -> object:
        """Raises Unavailable `pdf_unwritable`."""

    def picture(self, sale_id: str, paper_mm: int, gift: bool = False) -> bytes:
        """A PNG of what would be printed now, drawn from the bytes for the printer."""


class ParkedLine(Protocol):
    """The ledger, about parked baskets. Slow: called on a pool thread. Raises Refused or Unavailable."""

    def list_parked(self) -> ParkedList: ...

    def claim(self, parking_id: str, *, own: bool, shown_by: str = "") -> Claim:
        """Ask to be the one till that takes it up; `own`: this till parked it, `shown_by`: that one showed its code."""


class RainCheckLine(Protocol):
    """The ledger, about rain checks. Slow: called on a pool thread. Raises Unavailable `value_no_answer`."""

    def rain_check(self, rain_check_id: str) -> str:
        """`open`, `used`, or `unknown`: who promised it has not been heard yet."""


class AskLine(Protocol):
    """The ledger, about what it does for a member, once. Slow: called on a pool thread. Raises Unavailable
    `ask_no_answer`: then nobody knows whether it was done, and the same question again will tell.
    """

    def exchange(self, ask: OpenAsk) -> Exchanged: ...

    def enter_draw(self, ask: OpenAsk) -> Drawn: ...


class GiftLine(Protocol):
    """The ledger, about coupons that guides give. Slow: called on a pool thread. Raises Unavailable `ask_no_answer`."""

    def give(self, ask: GiftAsk) -> Given: ...


class ValueLine(Protocol):
    """The ledger, about gift cards and stored value. Slow: called on a pool thread. Raises Unavailable
    `value_no_answer`.
    """

    def look(self, account_id: str, pin: str | None, one_id: str | None) -> ValueSeen: ...

    def hold(self, request: HoldRequest, pin: str | None) -> ValueHeld: ...


class MemberLine(Protocol):
    """The ledger, about whose phone it is. Slow: called on a pool thread. Raises Refused or Unavailable."""

    def look_up(self, phone_digest: str, staff_id: str) -> Sequence[Member]: ...


class ProfileLine(Protocol):
    """The ledger, about a member. Slow: called on a pool thread. Raises Refused or Unavailable."""

    def profile(self, one_id: str, staff_id: str) -> LedgerProfile: ...

    def purchases(self, one_id: str, staff_id: str, query: str, cursor: str) -> PurchasePage:
        """Of everything that a member bought, in every store and on the web. `cursor` is of the page before."""


class ExportedFile(Protocol):
    """A file with the journal for the ledger."""

    @property
    def path(self) -> str: ...

    @property
    def entries(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check of this till found: a code of pos_client.fault_texts, and what its words need."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


class SelfCheck(Protocol):
    """A check of this till, and a file about it for whoever helps. Slow: called on a pool thread."""

    def check(self) -> Sequence[Finding]:
        """The worst first. Raises Unavailable `check_failed`."""

    def bundle_name(self) -> str:
        """A name for the file, as of now. Quick."""

    def write_bundle(self, path: str) -> str:
        """Where it is. Nothing of people is in it. Raises Unavailable `bundle_unwritable` or `check_failed`."""


class LineControl(Protocol):
    """The line to the ledger, as far as a person steers it."""

    @property
    def checks(self) -> SelfCheck:
        """For when something is wrong, with the line or with anything else."""

    def export_name(self) -> str:
        """A name for a file with the journal, as of now."""

    def export_journal(self, path: str) -> ExportedFile:
        """Write what the ledger lacks to a file that only it can read. Slow, on a pool thread.

        Raises Refused `export_nothing` or `export_key_missing`, and Unavailable `export_unwritable`.
        """

    def sync_now(self) -> None:
        """Ask at once, whatever the back-off says. Returns immediately."""


class DeviceControl(Protocol):
    """Camera and printer of this till, as the settings name them; a setting that changes is followed at once."""

    def camera_source(self) -> str:
        """Empty for none, a number, a device, a file, or a URL."""

    def known_cameras(self) -> Sequence[str]:
        """Sources worth offering, such as `0`."""

    def show_preview(self, shown: bool) -> None:
        """Whether frames are wanted just now: nobody looks at them on other screens."""

    def printer_target(self) -> str:
        """Empty for none, `tcp:HOST:PORT`, `usb:`, `serial:PORT`, or `file:PATH`."""

    def paper_is_low(self) -> bool:
        """Whether the printer said last that its roll is near its end. Asks nobody."""

    def known_printers(self) -> Sequence[str]:
        """Printers on cables that are worth offering."""

    def known_scanners(self) -> Sequence[str]:
        """Ports worth offering."""

    def test(self, device: Device) -> object:
        """Try the device that the settings name: print, open the drawer, wait for a picture; for a scanner, see that
        it is there (the page then waits for a code). Slow, on a pool thread.

        Raises Unavailable: `printer_…`, `drawer_missing`, `camera_missing`, `camera_silent`, `scanner_silent`.
        """


class Enrolment(Protocol):
    def enrol(self, address: str, code: str, device: str) -> object:
        """Make this till known. Slow. Raises Refused or Unavailable with texts for the screen."""


class ScannedCode(Protocol):
    """What any scanner says: the bytes, the symbology where it is known, and which kind of scanner (`serial`, …)."""

    @property
    def data(self) -> bytes: ...

    @property
    def symbology(self) -> str | None: ...

    @property
    def source(self) -> str: ...


class CameraReport(Protocol):
    """How the camera is: `condition` is off, opening, running or failed."""

    @property
    def condition(self) -> Literal["off", "opening", "running", "failed"]: ...

    @property
    def frames_per_second(self) -> float: ...


class ScannerReport(Protocol):
    """How the serial scanner is: `condition` is off, away or ready; `port` the one that it is read from."""

    @property
    def condition(self) -> Literal["off", "away", "ready"]: ...

    @property
    def port(self) -> str: ...
