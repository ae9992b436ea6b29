"""What `pos-client doctor` may find: how bad it is, what it means, what is safe, what to do next.

English is the source; assets/translations has the others (context `errors`, as pos_client.error_texts, whose texts are
used where a screen says the same). The table of faults in docs/operations.md is held against this one by a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pos_client.error_texts import TEXTS, ErrorText
from pos_client.marking import QT_TRANSLATE_NOOP

#: `damage`: what is read is not what was written. `fault`: something does not work now, and somebody must act.
#: `warning`: sales go on, and it will not stay so by itself. `note`: worth knowing.
Level = Literal["damage", "fault", "warning", "note"]
ALL_WELL = QT_TRANSLATE_NOOP("errors", "Nothing was found. All is well.")


@dataclass(frozen=True, slots=True)
class Fault:
    level: Level
    text: ErrorText


def _as_on_screen(level: Level, *codes: str) -> dict[str, Fault]:
    return {code: Fault(level, TEXTS[code]) for code in codes}


FAULTS: Mapping[str, Fault] = {
    **_as_on_screen(
        "fault",
        "store_missing",
        "store_key_missing",
        "store_wrong_key",
        "store_key_store_unavailable",
        "store_bad_secret_file",
        "store_newer_schema",
        "store_old_sqlite",
        "store_read_only",
        "store_disk_full",
        "store_disk_failed",
        "till_suspended",
        "till_revoked",
        "till_unknown",
        "ledger_refused",
        "ledger_untrusted",
        "ledger_certificate_expired",
        "ledger_certificate_wrong_name",
        "ledger_certificate_unknown",
        "ledger_certificate_changed",
        "ledger_tls_failed",
    ),
    **_as_on_screen(
        "warning",
        "store_older_schema",
        "store_not_enrolled",
        "ledger_unreachable",
        "ledger_timed_out",
        "ledger_failing",
        "ledger_busy",
        "ledger_garbage",
    ),
    # --- the store
    "cannot_be_opened": Fault(
        "damage",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The till's database is damaged where it begins, or cut short."),
            QT_TRANSLATE_NOOP(
                "errors", "Sales that reached the ledger are safe there. The damaged file is left as it is."
            ),
            QT_TRANSLATE_NOOP("errors", "Do not delete anything. Run 'pos-client restore' with the newest backup."),
        ),
    ),
    "unreadable": Fault(
        "damage",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "Pages of the till's database cannot be read."),
            QT_TRANSLATE_NOOP(
                "errors", "Sales that reached the ledger are safe there. What can be read is left as it is."
            ),
            QT_TRANSLATE_NOOP(
                "errors",
                "Do not delete anything. Run 'pos-client restore' with the newest backup, and have the disk checked.",
            ),
        ),
    ),
    "pages_damaged": Fault(
        "damage",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "{count} pages of the till's database do not carry their seals."),
            QT_TRANSLATE_NOOP("errors", "Sales that reached the ledger are safe there."),
            QT_TRANSLATE_NOOP(
                "errors",
                "Do not delete anything. Run 'pos-client restore' with the newest backup, and have the disk checked.",
            ),
        ),
    ),
    "structure_damaged": Fault(
        "damage",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The structure of the till's database is damaged."),
            QT_TRANSLATE_NOOP("errors", "Sales that reached the ledger are safe there."),
            QT_TRANSLATE_NOOP("errors", "Do not delete anything. Run 'pos-client restore' with the newest backup."),
        ),
    ),
    "sales_without_entry": Fault(
        "damage",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors",
                "There are sales without a journal entry, or the other way round: {sales} sales, {entries} entries.",
            ),
            QT_TRANSLATE_NOOP("errors", "The journal is what counts; nothing of it was changed."),
            QT_TRANSLATE_NOOP("errors", "Keep the folder as it is and tell the office."),
        ),
    ),
    "chain_broken": Fault(
        "damage",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors", "The journal is not what was written: entry {seq} does not fit the one before."
            ),
            QT_TRANSLATE_NOOP("errors", "The ledger has what was sent before, and refuses what was changed."),
            QT_TRANSLATE_NOOP("errors", "Keep the folder as evidence, stop selling here and tell the office."),
        ),
    ),
    "return_differs": Fault(
        "damage",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "A return is listed otherwise than its journal entry {seq} says."),
            QT_TRANSLATE_NOOP("errors", "The entry is what counts; the ledger has it, or gets it."),
            QT_TRANSLATE_NOOP("errors", "Tell the office; 'pos-client restore' brings a whole list back."),
        ),
    ),
    "sale_differs": Fault(
        "damage",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors", "The sale {receipt_number} is listed otherwise than its journal entry {seq} says."
            ),
            QT_TRANSLATE_NOOP("errors", "The entry is what counts; the ledger has it, or gets it."),
            QT_TRANSLATE_NOOP("errors", "Tell the office; 'pos-client restore' brings a whole list back."),
        ),
    ),
    "head_differs": Fault(
        "damage",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors",
                "The journal ends before what this till once wrote: a backup was put back, or the disk lost writes.",
            ),
            QT_TRANSLATE_NOOP("errors", "What the ledger has is safe there. No number is ever used twice."),
            QT_TRANSLATE_NOOP(
                "errors",
                "Start the till: it goes on in a new epoch by itself. Then tell the office which backup was put back.",
            ),
        ),
    ),
    "head_missing": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors", "The file with the journal's end was missing; it was made again from the database."
            ),
            QT_TRANSLATE_NOOP("errors", "The journal is whole."),
            QT_TRANSLATE_NOOP("errors", "Nothing to do. If it comes back, find out who deletes files of this user."),
        ),
    ),
    "head_unreadable": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors", "The file with the journal's end could not be read; it was made again from the database."
            ),
            QT_TRANSLATE_NOOP("errors", "The journal is whole."),
            QT_TRANSLATE_NOOP("errors", "Nothing to do. If it comes back, have the disk checked."),
        ),
    ),
    "head_of_other_till": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors", "The file with the journal's end belongs to another till; a new epoch was opened."
            ),
            QT_TRANSLATE_NOOP("errors", "The journal is whole, and no number is used twice."),
            QT_TRANSLATE_NOOP("errors", "Find out who copied files between tills, and tell the office."),
        ),
    ),
    "till_key_missing": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "This till's own key is gone: the ledger believes nothing that it sends."),
            QT_TRANSLATE_NOOP("errors", "Sales go on; everything is kept in the journal."),
            QT_TRANSLATE_NOOP(
                "errors",
                "Bring the folder of keys back from this machine's backup, or ask the office to enrol this till anew.",
            ),
        ),
    ),
    "secrets_folder_was_open": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors", "Other users of this machine could look into the folder of keys; that was closed."
            ),
            "",
            QT_TRANSLATE_NOOP(
                "errors", "Find out who uses this machine. If in doubt, renew the till's key: 'pos-client rotate-key'."
            ),
        ),
    ),
    "secret_file_was_open": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "Other users of this machine could read a key; that was closed."),
            "",
            QT_TRANSLATE_NOOP(
                "errors", "Renew the till's key: 'pos-client rotate-key'. If in doubt, enrol the till anew."
            ),
        ),
    ),
    "keys_in_files": Fault(
        "note",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors", "The keys are in files that only this user can read, because this system offers no key store."
            ),
            "",
            QT_TRANSLATE_NOOP("errors", "Encrypt this machine's disk; whoever has the disk has the keys."),
        ),
    ),
    "settings_wrong": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The till's settings cannot be used, so it does not start: {detail}"),
            QT_TRANSLATE_NOOP("errors", "Sales and journal are safe."),
            QT_TRANSLATE_NOOP(
                "errors", "Correct settings.json in the data folder, or delete it to start with the defaults."
            ),
        ),
    ),
    "till_runs": Fault(
        "note",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The till is open: {program} (process {pid}) works with these data."),
            "",
            QT_TRANSLATE_NOOP(
                "errors", "Nothing to do. Only one program may sell with one data folder; a second one is refused."
            ),
        ),
    ),
    # --- the machine
    "disk_full": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The disk is full: {free_mb} MB are free."),
            QT_TRANSLATE_NOOP("errors", "Completed sales are safe. Nothing is ever done in part."),
            QT_TRANSLATE_NOOP("errors", "Free some space now, or the till cannot sell."),
        ),
    ),
    "disk_low": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The disk is filling: {free_mb} MB are free."),
            QT_TRANSLATE_NOOP("errors", "The till works as always."),
            QT_TRANSLATE_NOOP("errors", "Free some space soon, and find out what fills the disk."),
        ),
    ),
    **_as_on_screen("warning", "backup_folder_gone"),
    "backup_missing": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "This till has no backup in {path}."),
            QT_TRANSLATE_NOOP("errors", "Completed sales are safe in the journal, and at the ledger."),
            QT_TRANSLATE_NOOP(
                "errors",
                "Leave the till on for an hour: it makes one a day. The page Ctrl+N says what stands in the way.",
            ),
        ),
    ),
    "backup_old": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The newest backup in {path} is {days} days old."),
            QT_TRANSLATE_NOOP("errors", "The backups that are there are whole."),
            QT_TRANSLATE_NOOP("errors", "Look at the page of this computer (Ctrl+N): mostly the disk is too full."),
        ),
    ),
    "folder_read_only": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The till's data folder cannot be written: {path}"),
            QT_TRANSLATE_NOOP("errors", "Completed sales are safe."),
            QT_TRANSLATE_NOOP(
                "errors", "Give this user the right to write there, or find out why the disk went read-only."
            ),
        ),
    ),
    "folder_on_network": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors",
                "The till's data are on a network drive ({filesystem}): it may lose what was written.",
            ),
            QT_TRANSLATE_NOOP("errors", "What is in the journal so far can be sent."),
            QT_TRANSLATE_NOOP(
                "errors", "Close the till, move the folder to a disk of this machine, and start it from there."
            ),
        ),
    ),
    "memory_low": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "Only {free_mb} MB of memory are free."),
            QT_TRANSLATE_NOOP("errors", "Sales are safe; the till may be slow."),
            QT_TRANSLATE_NOOP(
                "errors",
                "Close other programs, or start the machine anew. If it comes back, the machine has too little memory.",
            ),
        ),
    ),
    "clock_off": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "This till's clock is {seconds} seconds off the ledger's."),
            QT_TRANSLATE_NOOP("errors", "Sales are booked in their order; no sale is lost."),
            QT_TRANSLATE_NOOP(
                "errors",
                "Set date, time and time zone. Until then codes may be refused, and receipts carry a wrong time.",
            ),
        ),
    ),
    "clock_went_back": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "This till's clock says an earlier time than its last journal entry."),
            QT_TRANSLATE_NOOP("errors", "Sales are booked in their order; no sale is lost."),
            QT_TRANSLATE_NOOP(
                "errors",
                "Set date, time and time zone. If the clock is wrong after each start, the machine's battery is empty.",
            ),
        ),
    ),
    "logs_unwritable": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The till's log cannot be written: {path}"),
            QT_TRANSLATE_NOOP("errors", "Sales are safe."),
            QT_TRANSLATE_NOOP(
                "errors", "Give this user the right to write there: without a log nobody can find out what happened."
            ),
        ),
    ),
    "mistakes_logged": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors", "The program noted {count} mistakes of its own in the last 7 days; the newest: {newest}"
            ),
            QT_TRANSLATE_NOOP("errors", "Completed sales are safe in the journal."),
            QT_TRANSLATE_NOOP("errors", "Make a support bundle (connection page, F10) and send it to the office."),
        ),
    ),
    "library_missing": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "A part that this till can use is not installed: {library}"),
            QT_TRANSLATE_NOOP("errors", "Sales go on without it."),
            QT_TRANSLATE_NOOP("errors", "Install the package again."),
        ),
    ),
    "rules_stale": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The compiled rules are of another version of the program than the rest."),
            QT_TRANSLATE_NOOP("errors", "Nothing was priced by them while this was asked."),
            QT_TRANSLATE_NOOP("errors", "Close the till and install it again; in a source folder run './run compile'."),
        ),
    ),
    "rules_uncompiled": Fault(
        "note",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The rules run uncompiled: the same answers, half as fast."),
            "",
            QT_TRANSLATE_NOOP("errors", "Nothing to do; in a source folder './run compile' makes them faster."),
        ),
    ),
    # --- devices
    "printer_silent": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The receipt printer does not answer: {detail}"),
            QT_TRANSLATE_NOOP("errors", "Sales go on; receipts can be printed later."),
            QT_TRANSLATE_NOOP("errors", "Check power, paper and cable."),
        ),
    ),
    "printer_paper_out": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The receipt printer is out of paper."),
            QT_TRANSLATE_NOOP("errors", "Sales go on; receipts can be printed later."),
            QT_TRANSLATE_NOOP("errors", "Put in a roll and close the cover."),
        ),
    ),
    "printer_cover_open": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The cover of the receipt printer is open."),
            QT_TRANSLATE_NOOP("errors", "Sales go on; receipts can be printed later."),
            QT_TRANSLATE_NOOP("errors", "Close the cover."),
        ),
    ),
    "printer_offline": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The receipt printer says that it is offline."),
            QT_TRANSLATE_NOOP("errors", "Sales go on; receipts can be printed later."),
            QT_TRANSLATE_NOOP("errors", "Look at its lamps and its cutter, then press its button for online."),
        ),
    ),
    "printer_wrong": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The setting of the receipt printer cannot be used: {detail}"),
            QT_TRANSLATE_NOOP("errors", "Sales go on; receipts can be printed later."),
            QT_TRANSLATE_NOOP("errors", "On the settings page: tcp:HOST:PORT, usb:, serial:PORT or file:PATH."),
        ),
    ),
    "printer_font_missing": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors", "The printer is said to have no Chinese font, and this machine has none to draw with."
            ),
            QT_TRANSLATE_NOOP("errors", "Sales go on; receipts can be printed later."),
            QT_TRANSLATE_NOOP(
                "errors",
                "Install one (Noto Sans CJK, for example), or turn the setting off for a printer that has its own.",
            ),
        ),
    ),
    "camera_missing": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The camera that is set up is not there: {target}"),
            QT_TRANSLATE_NOOP("errors", "Hand scanners and typing work as before."),
            QT_TRANSLATE_NOOP("errors", "Check its cable, or choose another one on the settings page."),
        ),
    ),
    "camera_part_missing": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors", "A camera is set up, and the part of OneTill that reads cameras is not installed."
            ),
            QT_TRANSLATE_NOOP("errors", "Hand scanners and typing work as before."),
            QT_TRANSLATE_NOOP("errors", "Install the package onetill-camera, or choose no camera."),
        ),
    ),
    "scanner_missing": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The serial scanner that is set up is not plugged in: {target}"),
            QT_TRANSLATE_NOOP("errors", "Codes can be typed; other scanners work as before."),
            QT_TRANSLATE_NOOP("errors", "Check its cable and the port. It is found by itself when it is back."),
        ),
    ),
    # --- the line, the data, the payments
    "certificate_ends": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "The ledger's certificate ends in {days} days."),
            QT_TRANSLATE_NOOP("errors", "Sales go on whatever happens."),
            QT_TRANSLATE_NOOP("errors", "Tell the office: the ledger needs a new certificate before that day."),
        ),
    ),
    "waiting_long": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "{count} entries have waited {hours} hours for the ledger."),
            QT_TRANSLATE_NOOP("errors", "Everything is kept in the journal."),
            QT_TRANSLATE_NOOP(
                "errors",
                "Check the network. If it lasts, take the journal to the office on a stick (connection page, F8).",
            ),
        ),
    ),
    "data_old": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "What the group sends has not come in completely for {hours} hours."),
            QT_TRANSLATE_NOOP("errors", "Sales go on with what is known; prices and offers may be old."),
            QT_TRANSLATE_NOOP("errors", "Check the network, then sync (connection page, F5)."),
        ),
    ),
    "never_synced": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "This till has not received the group's data yet."),
            QT_TRANSLATE_NOOP("errors", "Nothing is lost."),
            QT_TRANSLATE_NOOP(
                "errors", "Connect it and sync once (connection page, F5): before that there is nothing to sell."
            ),
        ),
    ),
    "offer_rejected": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors", "The offer {offer_id} breaks the contract as this program knows it, and is not used."
            ),
            QT_TRANSLATE_NOOP("errors", "The other offers count. The office knows it from the journal."),
            QT_TRANSLATE_NOOP("errors", "Nothing to do here; a newer program may understand it."),
        ),
    ),
    # --- updates
    **_as_on_screen("fault", "update_forged", "update_replayed"),
    **_as_on_screen(
        "warning",
        "update_address_wrong",
        "update_key_missing",
        "update_expired",
        "update_older",
        "update_no_package",
        "update_package_bad",
        "update_unreachable",
        "update_unwritable",
    ),
    "wallets_wrong": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors", "The accounts with the wallets cannot be used, so the till offers none: {detail}"
            ),
            QT_TRANSLATE_NOOP("errors", "Cash and cards work as before."),
            QT_TRANSLATE_NOOP("errors", "Correct wallets.json beside the till's keys."),
        ),
    ),
    "wallets_open": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "Other users of this machine can read the accounts with the wallets."),
            "",
            QT_TRANSLATE_NOOP("errors", "Start the till: it closes them. Then have the operator renew the keys."),
        ),
    ),
    "wallet_unreachable": Fault(
        "warning",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "{wallet} cannot be reached from this machine."),
            QT_TRANSLATE_NOOP("errors", "Cash and cards work as before."),
            QT_TRANSLATE_NOOP("errors", "Check the network; the till offers the wallet again by itself."),
        ),
    ),
    "wallet_untrusted": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "Something that is not believed answers in the place of {wallet}."),
            QT_TRANSLATE_NOOP("errors", "Nothing is sent to it. Cash and cards work as before."),
            QT_TRANSLATE_NOOP(
                "errors", "Check whether the network asks for a login, and this machine's date and time."
            ),
        ),
    ),
    "wallet_clock_off": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP("errors", "This machine's clock is minutes off {wallet}'s, which then refuses payments."),
            QT_TRANSLATE_NOOP("errors", "Cash and cards work as before."),
            QT_TRANSLATE_NOOP("errors", "Set date, time and time zone."),
        ),
    ),
    "payments_open": Fault(
        "fault",
        ErrorText(
            QT_TRANSLATE_NOOP(
                "errors", "The end of {count} wallet payments or refunds has been unknown for more than a day."
            ),
            QT_TRANSLATE_NOOP("errors", "Nobody is charged twice: each is asked about under its own number."),
            QT_TRANSLATE_NOOP("errors", "Open the page of payments and settle each with the operator's list."),
        ),
    ),
}
