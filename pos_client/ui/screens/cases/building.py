"""From the ledger's words to the page's: rows of the list, and the sheet of the chosen case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pos_client.application.cases import CaseFile, CaseSummary
from pos_client.ui.counts import COUNTS
from pos_client.ui.formatting import age, date_time, money, number, parsed
from pos_client.ui.language import translate
from pos_client.ui.screens.cases import words
from pos_client.ui.screens.cases.state import Action, CaseRow, CaseSheet, DecisionChoice, SheetSection

LINES_MAX = 12


@dataclass(frozen=True, slots=True)
class Context:
    """Where and when the user looks: the store, its staff's and brands' names, and what the ledger calls the user."""

    store: str
    staff: Mapping[str, str]
    brands: Mapping[str, str]
    me: str | None
    now: datetime

    def who(self, name: str) -> str:
        return words.who_name(name, self.staff, self.store, self.me)


def case_row(case: CaseSummary, context: Context) -> CaseRow:
    opened = parsed(case.opened_at)
    if case.status != "open":
        tone, owner = "closed", words.status_name(case.status)
    elif case.owner is None:
        tone, owner = "free", translate("cases", "nobody has it")
    else:
        tone, owner = ("mine" if case.owner == context.me else "taken"), context.who(case.owner)
    return CaseRow(
        case_id=case.case_id,
        title=words.kind_name(case.kind),
        place="" if case.till is None else translate("cases", "Till {till}").format(till=case.till),
        age="" if opened is None else age(opened, context.now),
        amount=_amount(case),
        owner=owner,
        tone=tone,  # type: ignore[arg-type]  # one of the four above
    )


def summary_sheet(case: CaseSummary, context: Context) -> CaseSheet:
    """What the list knows of a case: its member and sale are read only when the user asks for them."""
    return CaseSheet(
        case_id=case.case_id,
        title=words.kind_name(case.kind),
        status=words.status_name(case.status),
        happened=words.what_happened(case.kind),
        todo=words.what_to_decide(case.kind) if case.status == "open" else "",
        sections=(SheetSection("", tuple(_facts(case, context))),),
        action="read",
    )


def case_sheet(file: CaseFile, context: Context) -> CaseSheet:
    """Everything that the ledger says of a case."""
    case = file.summary
    facts = _facts(case, context)
    if file.member is not None:
        shown = " · ".join(part for part in (file.member.name, file.member.phone, file.member.one_id) if part)
        facts.insert(0, (translate("cases", "Member"), shown))
    sections = [SheetSection("", tuple(facts))]
    more = _detail_rows(file)
    if more:
        sections.append(SheetSection(translate("cases", "What is wrong"), more))
    sections += _people_sections(file, context)
    if file.account is not None:
        sections.append(SheetSection(translate("cases", "The sale"), _account_rows(file.account, context)))
    sections.append(SheetSection(translate("cases", "What became of it"), _history_rows(file, context)))
    return CaseSheet(
        case_id=case.case_id,
        title=words.kind_name(case.kind),
        status=words.status_name(case.status),
        happened=words.what_happened(case.kind),
        todo=words.what_to_decide(case.kind) if case.status == "open" else "",
        sections=tuple(sections),
        action=_action(file, context),
        decisions=tuple(
            DecisionChoice(code, words.decision_name(code), code in file.note_needed) for code in file.decisions
        ),
        owner="" if case.owner is None else context.who(case.owner),
    )


def _action(file: CaseFile, context: Context) -> Action:
    case = file.summary
    if case.status != "open" or not file.may_decide:
        return "none"
    if case.owner is None:
        return "take"
    return "decide" if case.owner == context.me else "none"


def _amount(case: CaseSummary) -> str:
    return money(case.amount_minor, case.unit) if case.unit is not None and case.amount_minor else ""


def _facts(case: CaseSummary, context: Context) -> list[tuple[str, str]]:
    opened = parsed(case.opened_at)
    rows = [
        (translate("cases", "Amount"), _amount(case)),
        (translate("cases", "Borne by"), "" if not case.bearer else words.party_name(case.bearer, context.brands)),
        (translate("cases", "Till"), " / ".join(part for part in (case.store, case.till) if part)),
        (translate("cases", "Sale"), case.sale_id or ""),
        (translate("cases", "Since"), "" if opened is None else date_time(opened.astimezone(context.now.tzinfo))),
        (translate("cases", "Owner"), "" if case.owner is None else context.who(case.owner)),
        (translate("cases", "Decision"), "" if case.decision is None else words.decision_name(case.decision)),
    ]
    return [(name, value) for name, value in rows if value]


def _detail_rows(file: CaseFile) -> tuple[tuple[str, str], ...]:
    """What the kind's own detail says, as far as it helps to decide."""
    detail = file.detail
    rows: list[tuple[str, str]] = []
    named = {
        "coupon_id": translate("cases", "Coupon"),
        "offer_id": translate("cases", "Offer"),
        "points": translate("cases", "Points missing"),
        "program": translate("cases", "Program"),
        "entry_kind": translate("cases", "Kind of entry"),
        "code": translate("cases", "Reason"),
        "z_number": translate("cases", "Z number"),
        "business_day": translate("cases", "Trading day"),
        "count": translate("cases", "How many"),
    }
    in_words = {"code": words.set_aside_words, "entry_kind": words.entry_kind_words}
    for key, name in named.items():
        value = detail.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            rows.append((name, number(value)))
        elif isinstance(value, str) and value:
            rows.append((name, in_words[key](value) if key in in_words else value))
    for fact in [*_listed(detail.get("facts")), *_listed(detail.get("differences"))][:LINES_MAX]:
        rows.append((translate("cases", "Differs"), words.fact_words(fact)))
    sales = _listed(detail.get("sales"))
    if len(sales) > 1:
        listed = translate("cases", ", ").join(
            f"{sale.get('store')} {sale.get('sale_id')}" for sale in sales[:LINES_MAX]
        )
        rows.append((translate("cases", "Its sales"), listed))
    return tuple(rows)


def _account_rows(account: Mapping[str, Any], context: Context) -> tuple[tuple[str, str], ...]:
    currency = str(account.get("currency") or "CNY")
    when = parsed(str(account.get("occurred_at", "")))
    rows = [(translate("cases", "When"), "" if when is None else date_time(when))]
    lines = _listed(account.get("lines"))
    for line in lines[:LINES_MAX]:
        words_of_line = f"{line['name']} × {line['quantity']} · {money(int(line['net_minor']), currency)}"
        rows.append((translate("cases", "Goods"), words_of_line))
    if len(lines) > LINES_MAX:
        more = len(lines) - LINES_MAX
        rows.append(("", COUNTS.more_lines(more).format(count=more)))
    for applied in _listed(account.get("applied"))[:LINES_MAX]:
        saving = money(int(applied["saving_minor"]), currency)
        rows.append((translate("cases", "Benefit"), f"{applied['label']} · {saving}"))
    if account.get("points_used"):
        paid = money(int(account["points_minor"]), currency)
        rows.append((translate("cases", "Points"), f"{number(int(account['points_used']))} · {paid}"))
    rows.append((translate("cases", "Paid"), money(int(account["payable_minor"]), currency)))
    recomputed = account.get("recomputed_payable_minor")
    if recomputed is not None and recomputed != account["payable_minor"]:
        rows.append((translate("cases", "By the ledger"), money(int(recomputed), currency)))
    for loss in _listed(account.get("losses")):
        kind, _, party = str(loss["account"]).partition("/")
        if kind == "benefit_loss":
            amount = money(int(loss["amount"]), str(loss["unit"]))
            rows.append((translate("cases", "Loss"), f"{words.party_name(party, context.brands)} · {amount}"))
    return tuple((name, value) for name, value in rows if value)


def _people_sections(file: CaseFile, context: Context) -> list[SheetSection]:
    """Whoever a phone leads to, one below the other, the same facts in the same order."""
    sections = []
    for place, person in enumerate(file.people):
        stays = translate("cases", "stays if they are one") if place == 0 else ""
        title = " · ".join(part for part in (person.one_id, stays) if part)
        visit, since = parsed(person.last_visit or ""), parsed(person.since or "")
        rows = (
            (translate("cases", "Name"), person.name or translate("cases", "not told")),
            (translate("cases", "Phone"), person.phone),
            (translate("cases", "Birthday"), person.birthday or translate("cases", "not told")),
            (translate("cases", "Member since"), "" if since is None else date_time(since)),
            (translate("cases", "Last seen"), "" if visit is None else age(visit, context.now)),
            (translate("cases", "In stores"), translate("cases", ", ").join(person.stores)),
            (translate("cases", "Sales"), number(person.purchases)),
            (translate("cases", "Tiers"), " · ".join(f"{name} {tier}" for name, tier in person.tiers.items())),
            (translate("cases", "Points"), " · ".join(f"{name} {number(n)}" for name, n in person.points.items() if n)),
            (translate("cases", "Cards"), number(person.cards) if person.cards else ""),
            (translate("cases", "Is now"), person.became or ""),
        )
        sections.append(SheetSection(title, tuple((name, value) for name, value in rows if value)))
    return sections


def _history_rows(file: CaseFile, context: Context) -> tuple[tuple[str, str], ...]:
    rows = []
    for event in file.history:
        when = parsed(event.at)
        decision = "" if event.what != "decided" or event.decision is None else words.decision_name(event.decision)
        told = translate("cases", "{who}: {what}").format(who=context.who(event.who), what=words.event_name(event.what))
        parts = [part for part in (told, decision, event.note) if part]
        rows.append(("" if when is None else date_time(when.astimezone(context.now.tzinfo)), " · ".join(parts)))
    return tuple(rows)


def _listed(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
