"""From what the use case found to what the page shows, in the language of the moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pos_client.application.today import Loaded, Shown, TodayDesk
from pos_client.ui.formatting import age, clock_time, number, parsed, sentences
from pos_client.ui.language import translate
from pos_client.ui.screens.today.state import TodayDetail, TodayRow, TodayState
from pos_client.ui.screens.today.words import ICONS, ReasonWords
from retail.contact_rules import ContactRule
from retail.contacts import Listed
from retail.member import masked_name, masked_phone

# Who is over so soon stands out.
URGENT_DAYS = 1


@dataclass(frozen=True, slots=True)
class TodayWords:
    """What the page needs to put things into words: asked anew each time, because settings and language change."""

    reasons: Callable[[], ReasonWords]
    desk: TodayDesk
    now: Callable[[], datetime]
    signed_in: Callable[[], str | None]

    def name(self, row: Listed, *, in_full: bool) -> str:
        known = row.person.name
        if not known:
            return translate("today", "Member")
        return known if in_full else masked_name(known)

    def message(self, loaded: Loaded, row: Listed, *, in_full: bool) -> str:
        guide = self.desk.guide_name(loaded.guides.get(row.person.one_id, "") or self.signed_in() or "")
        return self.reasons().message(_rule(loaded, row), row.task, name=self.name(row, in_full=in_full), guide=guide)


def build_state(
    words: TodayWords, loaded: Loaded | None, shown: Shown | None, at: tuple[str | None, str | None, bool]
) -> TodayState:
    """`at`: the task that is chosen, the one that is shown in full, and whether the list is being read."""
    selected, in_full, is_reading = at
    if loaded is None or shown is None:
        reading = translate("today", "Reading the members …")
        return TodayState("", (), None, None, "", False, "", "", reading, "", is_reading)
    reasons, found = words.reasons(), shown.found
    rows = tuple(_row(words, reasons, loaded, row) for row in found.rows)
    chosen = next((row for row in found.rows if row.task.task_id == selected), None)
    mine = translate("today", "My members")
    whose = mine if shown.whose == "mine" else translate("today", "Whole store")
    quiet = "" if shown.quiet_until is None else translate(
        "today", "Quiet hours: nobody is contacted before {time}"
    ).format(time=clock_time(shown.quiet_until))  # fmt: skip
    title, empty = _empty(loaded, shown)
    return TodayState(
        title=translate("today", "To contact: {count}").format(count=number(len(rows))),
        rows=rows,
        selected=selected,
        detail=None if chosen is None else _detail(words, reasons, loaded, chosen, selected == in_full),
        whose=whose,
        may_switch=shown.may_see_all,
        note=_note(words, loaded, shown),
        quiet=quiet,
        empty_title=title,
        empty=empty,
        is_reading=is_reading,
    )


def _rule(loaded: Loaded, row: Listed) -> ContactRule | None:
    return None if loaded.rules is None else loaded.rules.rule(row.task.rule_id)


def _row(words: TodayWords, reasons: ReasonWords, loaded: Loaded, row: Listed) -> TodayRow:
    guide = loaded.guides.get(row.person.one_id, "")
    return TodayRow(
        key=row.task.task_id,
        icon=ICONS[row.task.kind],
        name=words.name(row, in_full=False),
        title=reasons.title(_rule(loaded, row), row.task),
        reason=reasons.reason(row.task),
        guide=words.desk.guide_name(guide) or guide,
        more=len(row.also),
        is_urgent=(row.task.until_on - loaded.here.day).days <= URGENT_DAYS,
    )


def _detail(words: TodayWords, reasons: ReasonWords, loaded: Loaded, row: Listed, in_full: bool) -> TodayDetail:
    person, mark = row.person, row.mark
    staff_id = loaded.guides.get(person.one_id, "")
    named = words.desk.guide_name(staff_id)
    is_named = person.guide is not None and person.guide.staff_id == staff_id
    if is_named:
        guide = translate("today", "Guide: {name}").format(name=named or staff_id)
    elif named:
        guide = translate("today", "No guide yet; today with {name}").format(name=named)
    else:
        guide = translate("today", "No guide yet")
    put_off = ""
    if mark is not None:
        put_off = translate("today", "Put off by {name}. {note}").format(
            name=words.desk.guide_name(mark.staff_id) or mark.staff_id, note=mark.note
        )
    phone = person.phone if in_full else masked_phone(person.phone)
    return TodayDetail(
        name=words.name(row, in_full=in_full),
        phone=phone or translate("today", "No phone"),
        guide=guide,
        title=reasons.title(_rule(loaded, row), row.task),
        reason=reasons.reason(row.task),
        fact=reasons.fact(row.task),
        also=tuple(reasons.reason(task) for task in row.also),
        message=words.message(loaded, row, in_full=in_full),
        put_off=put_off.strip(),
        is_shown_in_full=in_full,
        may_become_guide=not is_named or words.signed_in() != staff_id,
    )


def _note(words: TodayWords, loaded: Loaded, shown: Shown) -> str:
    """How old it is, and who is not in it."""
    since, found = parsed(loaded.as_of), shown.found
    old = ""
    if since is not None:
        old = translate("today", "Members as of {age}.").format(age=age(since, words.now()))
    left = []
    if found.opted_out:
        left.append(translate("today", "want no contact: {count}").format(count=number(found.opted_out)))
    waiting = found.cap_reached + found.resting
    if waiting:
        left.append(translate("today", "contacted lately: {count}").format(count=number(waiting)))
    if found.settled:
        left.append(translate("today", "done: {count}").format(count=number(found.settled)))
    out = translate("today", "Not listed: {who}.").format(who=" · ".join(left)) if left else ""
    return sentences(old, out)


def _empty(loaded: Loaded, shown: Shown) -> tuple[str, str]:
    """What stands where no row is: what it means, and what to do."""
    if loaded.rules is None or not loaded.rules.of_store(loaded.here.store):
        return (
            translate("today", "The group has set no rules yet"),
            translate(
                "today", "Head office says whom guides contact and why. Until then, look for a member by name (Ctrl+M)."
            ),
        )
    if not loaded.as_of:
        return (
            translate("today", "No members have come yet"),
            translate("today", "They come with the first sync. See the connection page (Ctrl+3)."),
        )
    if shown.found.settled:
        return (
            translate("today", "All done for today"),
            translate("today", "What was put off comes again on its day. Well done."),
        )
    if shown.whose == "mine" and shown.may_see_all:
        return (
            translate("today", "Nobody of yours to contact today"),
            translate("today", "F4 shows the whole store's list. New members become yours with F7."),
        )
    return (
        translate("today", "Nobody to contact today"),
        translate("today", "No reason holds today. New ones come by themselves, every day."),
    )
