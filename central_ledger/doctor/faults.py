"""What `central-ledger doctor` may find: how bad it is, what it means, what is safe, what to do next.

The table of faults in docs/operations.md is held against this one by a test; `faults_zh` has the Chinese words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from central_ledger.doctor.faults_zh import FAULTS_ZH

#: `damage`: what is read is not what was written. `fault`: something does not work now, and somebody must act.
#: `warning`: tills are served, and it will not stay so by itself. The worst first.
Level = Literal["damage", "fault", "warning"]
LEVELS: tuple[Level, ...] = ("damage", "fault", "warning")
Language = Literal["en", "zh_CN"]
LANGUAGES: tuple[Language, ...] = ("en", "zh_CN")

#: A code and what its words need.
Found = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Fault:
    """`safe` may be empty where nothing was at risk."""

    level: Level
    what: str
    safe: str
    todo: str


FAULTS: Mapping[str, Fault] = {
    # --- the database
    "not_initialised": Fault(
        "fault",
        "There is no ledger here: {detail}",
        "Nothing was changed.",
        "Name the right directory with --data, or run `central-ledger init`.",
    ),
    "key_file_missing": Fault(
        "fault",
        "The file with the ledger's key is missing: {path}",
        "The books are whole; nobody can read them without the key.",
        "Put the copy of `ledger.key` back that you keep apart from the backups.",
    ),
    "database_unreachable": Fault(
        "fault",
        "The database cannot be used: {detail}",
        "Tills go on selling and keep everything in their journals.",
        "Start or free the database, or correct its address. A file that `is not a database` has another key.",
    ),
    "schema_newer": Fault(
        "fault",
        "The database was written by a newer program (schema {found}, this program knows {known}).",
        "Nothing was changed.",
        "Install the newer program again.",
    ),
    "migrations_pending": Fault(
        "warning",
        "The database is of an older program: schema {found}, this program needs {known}.",
        "Nothing was changed; tills wait meanwhile.",
        "Make a backup, then start `central-ledger serve`: it brings the database up to date.",
    ),
    "database_damaged": Fault(
        "damage",
        "The database is damaged: {detail}",
        "Tills keep what they sent for at least 30 days and send it again to a ledger that was put back.",
        "Stop the service, keep the files as they are, put the newest backup back, run `central-ledger audit`.",
    ),
    "books_off": Fault(
        "damage",
        "The books do not balance: {count} problems, the first: {first}",
        "Nothing was changed; journals and postings are only added to.",
        "Run `central-ledger audit --rebuild` and keep what it says; do not close a month before it is explained.",
    ),
    "group_keys_missing": Fault(
        "fault",
        "The database has no {kinds} key.",
        "Sales are taken as always.",
        "Put a backup back that has the keys; without the group's key tills believe nothing.",
    ),
    "keys_unreadable": Fault(
        "fault",
        "The group's keys cannot be read: {detail}",
        "They are in the database, sealed.",
        "Put the `ledger.key` back that they were sealed with.",
    ),
    "keys_unsealed": Fault(
        "warning",
        "The group's private keys stand open in the database.",
        "",
        "Run `central-ledger init --data DIR`, which seals them, then `central-ledger group-key renew`.",
    ),
    "issuer_key_ends": Fault(
        "warning",
        "The key that signs members' codes ends in {days} days, and none follows it.",
        "Codes are good until then.",
        "Start `central-ledger serve`: it makes the next key by itself a month before.",
    ),
    "secret_file_open": Fault(
        "fault",
        "Other users can read {files}.",
        "",
        "`chmod 600` them, and think about who read them: `init --new-app-token`, `group-key renew`.",
    ),
    # --- the machine
    "disk_full": Fault(
        "fault",
        "The disk is full: {free_mb} MB are free.",
        "What was answered is on the disk; tills keep the rest.",
        "Free some space now.",
    ),
    "disk_low": Fault(
        "warning",
        "The disk is filling: {free_mb} MB are free.",
        "The ledger works as always.",
        "Free some space soon, or move the ledger to a larger disk.",
    ),
    "memory_low": Fault(
        "warning",
        "Only {free_mb} MB of memory are free.",
        "The books are safe; answers may be slow.",
        "Find out what takes the memory; a ledger process needs about 300 MB.",
    ),
    "clock_off": Fault(
        "fault",
        "This machine's clock is {seconds} seconds off the database's.",
        "Entries are booked in their order.",
        "Let both machines set their clocks by the network (NTP).",
    ),
    "clock_went_back": Fault(
        "fault",
        "This machine's clock says an earlier time than the newest entry was received.",
        "Entries are booked in their order.",
        "Set date and time; codes and leases are judged by this clock.",
    ),
    "certificate_wrong": Fault(
        "fault",
        "The certificate or its key cannot be read: {detail}",
        "Tills keep everything in their journals.",
        "Put the right files there, or run `make-certificate --renew`.",
    ),
    "certificate_ended": Fault(
        "fault",
        "The certificate {certificate} ended {days} days ago.",
        "Tills that know it by its fingerprint go on; others keep everything in their journals.",
        "Renew it, then restart the service.",
    ),
    "certificate_ends": Fault(
        "warning",
        "The certificate {certificate} ends in {days} days.",
        "Nothing has stopped.",
        "Renew it (`make-certificate --renew`, or your authority's), then restart the service.",
    ),
    "mistakes_logged": Fault(
        "warning",
        "The program noted {count} mistakes of its own in the last 7 days; the newest: {newest}",
        "Nothing is half written.",
        "Make a support bundle: `central-ledger support-bundle --data DIR FILE`.",
    ),
    # --- serving
    "not_serving": Fault(
        "warning",
        "No process serves this ledger.",
        "Tills go on selling and keep everything in their journals.",
        "Start the service, unless it was stopped on purpose.",
    ),
    "serving_stuck": Fault(
        "fault",
        "The process {process} is there and has said nothing for {minutes} minutes.",
        "Nothing is half written.",
        "Make a support bundle, then restart the service.",
    ),
    "background_failing": Fault(
        "fault",
        "In process {process} the work `{work}` fails since {since}: {why}",
        "Pushes and pulls go on; what this work does waits.",
        "Look into the log for its trace; most faults go away with their cause (disk, database).",
    ),
    "background_dead": Fault(
        "fault",
        "In process {process} the work `{work}` has ended.",
        "Pushes and pulls go on; what this work does waits.",
        "Restart the service and send its log.",
    ),
    "replay_behind": Fault(
        "fault",
        "{count} entries wait for the replay, the oldest for {minutes} minutes.",
        "Everything is booked; what may be a case is found late.",
        "See whether the service runs and the machine has processors left.",
    ),
    "clearing_stuck": Fault(
        "fault",
        "{items} items wait between shards, the oldest for {minutes} minutes.",
        "Nothing is lost; members' accounts are behind.",
        "Run `central-ledger clearing --drain` and look at what it names.",
    ),
    "events_kept": Fault(
        "warning",
        "Events of {days} days ago are still kept: the daily upkeep does not run.",
        "Nothing is lost.",
        "See whether the service runs and what its log says of `upkeep`.",
    ),
    "suggestions_old": Fault(
        "warning",
        "What is suggested was learned {days} days ago.",
        "Sales go on; suggestions are old.",
        "Run `central-ledger learn-suggestions` and read what it says.",
    ),
    # --- what keeps it for years
    "library_missing": Fault(
        "warning",
        "The library {library} is not installed, so nothing is learned of what to suggest.",
        "Sales go on; suggestions are missing or old.",
        "Install `onetill[suggestions]` where the ledger runs, and restart the service.",
    ),
    "backup_missing": Fault(
        "fault",
        "This ledger was never backed up.",
        "Tills keep what they sent for 30 days; what is older is here alone.",
        "Start the service with `--backups FOLDER`, best on another disk, or run `central-ledger backup`.",
    ),
    "backup_old": Fault(
        "fault",
        "The newest backup is {days} days old: {file}",
        "Those that are there were kept.",
        "Run `central-ledger backup --data DIR` and read what it says: mostly a full disk, or a folder that is gone.",
    ),
    "backup_gone": Fault(
        "warning",
        "The newest backup is not where it was written: {file}",
        "The ledger works as always.",
        "Unless somebody took it away on purpose, make another one: `central-ledger backup --data DIR`.",
    ),
    "backup_folder_gone": Fault(
        "fault",
        "The folder of the backups is not there: {path}",
        "The ledger works as always; the backups of before are on that disk, and none is put elsewhere.",
        "Mount its disk, or make the folder; or name another one with `--backups FOLDER`.",
    ),
    "archive_missing": Fault(
        "fault",
        "{count} archives are not there, the first: {file}",
        "Balances stay; returns and questions that need these archives are answered 503.",
        "Put the folder of archives back or mount it, or say where it is in `$CENTRAL_LEDGER_ARCHIVES`.",
    ),
    "archive_unreadable": Fault(
        "fault",
        "An archive cannot be read, so the books were not audited: {detail}",
        "Balances stay; returns and questions that need this archive are answered 503.",
        "Put the file back from a backup of the archives' folder, then run `central-ledger audit`.",
    ),
    "archive_stray": Fault(
        "warning",
        "{count} files among the archives belong to none that the ledger knows, the first: {file}",
        "The ledger needs none of them: `archive` was cut off, or a backup of before was put back.",
        "Run `central-ledger archive` to that day or a later one: what it has elsewhere goes. Keep what stays.",
    ),
    "erasures_open": Fault(
        "fault",
        "{count} erasures of members are not finished, the oldest after {days} days.",
        "What says who they are is gone already; their words still stand in journals.",
        "Put the folder of archives back if it is missing, and see that the service runs: it goes on by itself.",
    ),
    "archive_not_anew": Fault(
        "warning",
        "{count} archives still hold words of members who were erased since, the first: {file}",
        "The database has them no more.",
        "Run `central-ledger archive` as always: it writes these files anew.",
    ),
    "days_unsettled": Fault(
        "warning",
        "{count} days are not settled, the oldest {oldest}, of {stores}.",
        "Everything is booked; nothing is lost.",
        "Run `central-ledger settle --data DIR --day YESTERDAY`: it closes every open day before it.",
    ),
    "leases_overdue": Fault(
        "warning",
        "{count} leases ended more than {days} days ago and are still in the hands of {tills}.",
        "No other till may use what is in them meanwhile; nothing was given twice.",
        "Bring these tills to the network once; of one that never comes back: `central-ledger leases write-off`.",
    ),
    # --- what waits for people
    "quarantine": Fault(
        "fault",
        "{count} entries are set aside, from {tills}.",
        "Their bytes are kept as they came.",
        "Update this program, then `central-ledger quarantine retake`.",
    ),
    "till_suspended": Fault(
        "fault",
        "The till {till} is suspended: two journals claim to be its own.",
        "Both are kept; the till goes on selling.",
        "Find out which machine is the right one, then `central-ledger tills resume` or `revoke`.",
    ),
    "till_silent": Fault(
        "warning",
        "The till {till} has not been heard for {hours} hours.",
        "It keeps what it sold.",
        "Call the store. If the line cannot be mended: `pos-client export-journal` there, `import-journal` here.",
    ),
    "till_never_heard": Fault(
        "warning",
        "The till {till} was enrolled {days} days ago and was never heard.",
        "",
        "Start it, or take the enrolment back: `central-ledger tills revoke`.",
    ),
    "cases_old": Fault(
        "warning",
        "{count} cases have waited for more than {days} days.",
        "Each is booked; nothing is dropped.",
        "`central-ledger cases list`; managers see theirs at the till.",
    ),
    "cards_missing": Fault(
        "warning",
        "{count} members who joined have no cards yet, the first for {days} days: {reasons}",
        "They are members; points and tiers count.",
        "Open the brand or its range of numbers, then `central-ledger repairs retry`.",
    ),
    "refunds_open": Fault(
        "fault",
        "The end of {count} wallet refunds has been unknown for more than a day.",
        "None is sent twice.",
        "Look at them at the tills' pages of payments, and at the operator's list.",
    ),
    # --- PostgreSQL
    "postgres_old": Fault(
        "fault",
        "PostgreSQL {found} is too old: 15 or newer is needed.",
        "Nothing was changed.",
        "Update the server.",
    ),
    "postgres_forgets": Fault(
        "fault",
        "The server may forget what it has acknowledged: {settings}.",
        "Tills send again what a ledger has lost, within 30 days.",
        "Set synchronous_commit, fsync and full_page_writes to on, and restart the server.",
    ),
    "workers_wrong": Fault(
        "fault",
        "Workers of the cluster do not answer, or may forget what they have acknowledged: {workers}",
        "Tills keep what they sent for at least 30 days, and send again what a ledger has lost.",
        "Start them, or set synchronous_commit to on in each one's configuration and load it anew.",
    ),
    "postgres_connections": Fault(
        "warning",
        "The server allows {max} connections, {used} are taken, and one more process needs {needed}.",
        "Those that serve go on.",
        "Raise max_connections, or start fewer processes.",
    ),
    "postgres_standby": Fault(
        "fault",
        "The server is a standby: nothing can be written.",
        "Tills keep everything in their journals.",
        "Point the ledger at the primary server, or promote this one.",
    ),
}


def finding(code: str, params: Mapping[str, Any], language: Language = "en") -> dict[str, Any]:
    """One finding as it is printed."""
    fault = FAULTS[code]
    what, safe, todo = FAULTS_ZH[code] if language == "zh_CN" else (fault.what, fault.safe, fault.todo)
    return {
        "code": code,
        "level": fault.level,
        "what": what.format_map(params),
        "safe": safe,
        "todo": todo,
        "params": dict(params),
    }
