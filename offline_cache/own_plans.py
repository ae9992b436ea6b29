"""Plans that this till sold, kept until the ledger's row of the member tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from offline_cache.database import TillDatabase
from offline_cache.member_tables import OwnPlans
from offline_cache.tables import PARAM, Statement, upsert_into
from retail.messages import Entry

_ADD = upsert_into(OwnPlans, OwnPlans.plan_line)
_OF_MEMBER = Statement(lambda: OwnPlans.select(OwnPlans.plan).where(OwnPlans.one_id == PARAM).order_by(OwnPlans.plan))
_MEMBERS = Statement(lambda: OwnPlans.select(OwnPlans.one_id).where(OwnPlans.position <= PARAM))
_FORGET = Statement(lambda: OwnPlans.delete().where((OwnPlans.one_id == PARAM) & (OwnPlans.position <= PARAM)))
_DROP = Statement(lambda: OwnPlans.delete().where(OwnPlans.plan_line == PARAM))


def add_plans(database: TillDatabase, position: int, sale: Mapping[str, Any], entry: Entry) -> None:
    """From the body of a sale, in its transaction: they hold from now on."""
    for sold in sale.get("plans", ()):
        until = datetime.fromisoformat(entry.occurred_at) + timedelta(days=sold["days"])
        line = f"{sale['sale_id']}/{sold['line_id']}"
        database.run(_ADD, (line, sale["one_id"], sold["plan"], until.isoformat(), position))


def drop_plans(database: TillDatabase, goods_return: Mapping[str, Any]) -> None:
    """What came back to this till holds no more."""
    sale = goods_return["sale"]
    if sale is not None:
        for line in goods_return["lines"]:
            database.run(_DROP, (f"{sale['sale_id']}/{line['line_id']}",))


def own_plans(database: TillDatabase, one_id: str) -> tuple[str, ...]:
    return tuple(str(row[0]) for row in database.rows(_OF_MEMBER, (one_id,)))


def forget_plans(database: TillDatabase, acknowledged: int, one_ids: Iterable[str]) -> None:
    """Rows of these members came that the ledger made when it had the sales up to this position."""
    sold_to = {str(row[0]) for row in database.rows(_MEMBERS, (acknowledged,))}
    for one_id in sold_to & set(one_ids):
        database.run(_FORGET, (one_id, acknowledged))
