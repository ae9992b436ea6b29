"""A large store for measurements: as many products and members as asked for, the same each time.

Names are made of real words of the trade, so that some characters stand in a tenth of all names and others in few: that
is what a search has to live with.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench import kept_stores
from offline_cache import Enrolment, LocalStore, SecretStore, open_store
from pos_client.system import SystemClock

PAGE_ROWS = 20_000
#: A store of so many rows takes half a minute to fill: it is kept for the next bench that wants the same.
KEPT_FROM = 200_000
AS_OF = "2026-11-01T09:00:00+08:00"
STORE, TILL = "S01", "T01"

#: A word, and the initials of its pinyin.
Word = tuple[str, str]

_BRANDS: tuple[tuple[Word, str], ...] = (
    (("林清轩", "lqx"), "LQX"),
    (("谷雨", "gy"), "GY"),
    (("花知晓", "hzx"), "HZX"),
    (("海棠里", "htl"), "HTL"),
    (("白鹿", "bl"), "BL"),
    (("青禾", "qh"), "QH"),
    (("云上", "ys"), "YS"),
    (("桃李", "tl"), "TL"),
)
_QUALITIES: tuple[Word, ...] = (
    ("保湿", "bs"),
    ("紧致", "jz"),
    ("修护", "xh"),
    ("舒缓", "sh"),
    ("控油", "ky"),
    ("亮肤", "lf"),
    ("清爽", "qs"),
    ("滋润", "zr"),
    ("轻薄", "qb"),
    ("持久", "cj"),
    ("丝绒", "sr"),
    ("哑光", "yg"),
    ("有机", "yj"),
    ("纯棉", "cm"),
    ("加厚", "jh"),
    ("便携", "bx"),
)
_MATTERS: tuple[Word, ...] = (
    ("山茶花", "sch"),
    ("小棕瓶", "xzp"),
    ("玫瑰", "mg"),
    ("绿茶", "lc"),
    ("人参", "rs"),
    ("珍珠", "zz"),
    ("燕窝", "yw"),
    ("芦荟", "lh"),
    ("金盏花", "jzh"),
    ("薰衣草", "xyc"),
    ("羊绒", "yr"),
    ("真丝", "zs"),
    ("牛奶", "nn"),
    ("蜂蜜", "fm"),
)
_THINGS: tuple[Word, ...] = (
    ("精华", "jh"),
    ("面霜", "ms"),
    ("洁面乳", "jmr"),
    ("面膜", "mm"),
    ("口红", "kh"),
    ("眼影盘", "yyp"),
    ("粉底液", "fdy"),
    ("护手霜", "hss"),
    ("洗发水", "xfs"),
    ("沐浴露", "myl"),
    ("围巾", "wj"),
    ("衬衫", "cs"),
    ("毛巾", "mj"),
    ("香水", "xs"),
    ("茶叶", "cy"),
    ("礼盒", "lh"),
)
_SIZES = ("15ml", "30ml", "50ml", "100ml", "200ml", "250g", "500g", "S", "M", "L", "XL", "01", "02", "05")
_ENGLISH = ("Camellia", "Repair", "Serum", "Cream", "Velvet", "Matte", "Silk", "Rose", "Green", "Tea", "Pearl", "Night")
_SURNAMES: tuple[Word, ...] = tuple(
    zip(
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余",
        "wlzlcyhzwzxsmzhghgllzlxstxhfdcpzxtdypcjy",
        strict=True,
    )
)
_GIVEN: tuple[Word, ...] = tuple(
    zip(
        "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红玲梅若曦子涵雨欣梓轩浩宇诗琪嘉怡思远",
        "wfnmjlqljyyyjjtmcxxpggyhylhlmrxzhyxzxhysqjysy",
        strict=True,
    )
)


def build(path: Path, products: int, members: int) -> LocalStore:
    """Make a store in the folder `path` and leave it open for writing. Its secrets go where `SecretStore` puts them.

    A large one is filled once and kept beside the builds, for as long as the code that fills it stays as it is.
    """
    name = f"till-{products}-{members}"
    is_kept = products + members >= KEPT_FROM
    if is_kept and kept_stores.restore(name, path):
        return _opened(path)
    store = _opened(path)
    _apply(store, "products", product_rows(products))
    _apply(store, "members", member_rows(members))
    if is_kept:
        store.close()
        kept_stores.keep(name, path)
        return _opened(path)
    return store


def _opened(path: Path) -> LocalStore:
    store = open_store(path, SecretStore(path, key_store="files"), writer=True, program="bench", clock=SystemClock())
    enrolment = Enrolment(STORE, "淮海路店", TILL, "CNY", "bench", "http://127.0.0.1:0")
    store.enrol(enrolment, hashlib.sha256(b"bench group").digest())
    return store


def product_rows(count: int) -> Iterator[Mapping[str, Any]]:
    """Rows of the feed `products` (docs/spec/line.md, section 4)."""
    chance = random.Random(20261111)
    for number in range(count):
        (brand, brand_initials), brand_id = chance.choice(_BRANDS)
        words = [chance.choice(_QUALITIES), chance.choice(_MATTERS), chance.choice(_THINGS)]
        size = chance.choice(_SIZES)
        data = {
            "sku": sku(number),
            "name": f"{brand}{''.join(word for word, _ in words)} {size}",
            "name_en": " ".join(chance.sample(_ENGLISH, 3)),
            "pinyin": brand_initials + "".join(initials for _, initials in words) + size.lower(),
            "variant": size,
            "brand": brand_id,
            "categories": ["skincare"],
            "tags": [],
            "barcodes": [barcode(number)],
            "unit_price_minor": chance.randrange(990, 99900, 10),
            "tax_bps": 1300,
            "weighed": False,
            "discountable": True,
            "unit": "件",
            "own": False,
        }
        yield {"key": data["sku"], "version": number + 1, "deleted": False, "data": data}


def member_rows(count: int) -> Iterator[Mapping[str, Any]]:
    """Rows of the feed `members`."""
    chance = random.Random(20261112)
    for number in range(count):
        name = [chance.choice(_SURNAMES), *(chance.choice(_GIVEN) for _ in range(chance.choice((1, 2, 2, 2))))]
        data = {
            "one_id": f"M{number:08d}",
            "name": "".join(word for word, _ in name),
            "pinyin": "".join(initials for _, initials in name),
            "phone": f"1{chance.choice('3578')}{chance.randrange(10**9):09d}",
            "birthday": f"{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
            "tiers": {"group": chance.choice(("silver", "gold", "black"))},
            "plans": [],
            "points": {"group": chance.randrange(20_000)},
            "cards": {"LQX": f"88{number:010d}"},
            "first_purchase": False,
        }
        yield {"key": data["one_id"], "version": number + 1, "deleted": False, "data": data}


def sku(number: int) -> str:
    return f"P{number:07d}"


def barcode(number: int) -> str:
    """A valid EAN-13 in the range of China."""
    body = f"690{number:09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


def _apply(store: LocalStore, feed: str, rows: Iterator[Mapping[str, Any]]) -> None:
    page: list[Mapping[str, Any]] = []
    done = 0
    for row in rows:
        page.append(row)
        if len(page) == PAGE_ROWS:
            done += len(page)
            store.pulled.apply_page(feed, page, str(done), AS_OF, more=True)
            page = []
    store.pulled.apply_page(feed, page, str(done + len(page)), AS_OF)
