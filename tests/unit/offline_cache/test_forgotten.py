"""What a till has of a member goes with the tombstones: nothing in its store says any more who it was."""

from __future__ import annotations

from offline_cache import LocalStore
from tests.unit.offline_cache.making import AS_OF, member, row

PERSON = {"name": "欧阳若兰 Josephine", "pinyin": "oyrl", "phone": "13812346021", "cards": {"LQX": "88017766"}}
NOTE, WISH, TAG, DIGEST = "爱问面霜", "生日礼物", "爱户外", "ab" * 32
SAID = ("欧阳", "若兰", "josephine", "Josephine", "oyrl", "13812346021", "88017766", NOTE, WISH, TAG, DIGEST, "6021")

ROWS = {
    "members": member("M1", **PERSON, phone_digest=DIGEST),
    "tags": row(
        "M1",
        {
            "one_id": "M1",
            "tags": [
                {"tag": "t", "label": TAG, "label_en": TAG, "source": "CDP", "confidence_bps": 1, "expires_at": None}
            ],
        },
    ),
    "member_notes": row(
        "n1", {"note_id": "n1", "one_id": "M1", "staff_id": "E1", "text": NOTE, "written_at": AS_OF}
    ),
    "wanted": row(
        "w1",
        {
            "wanted_id": "w1",
            "kind": "wish",
            "one_id": "M1",
            "sku": "A1",
            "quantity": 1,
            "store": "S01",
            "staff_id": "E1",
            "since": AS_OF,
            "until": None,
            "note": WISH,
        },
    ),
}  # fmt: skip


def everything(store: LocalStore) -> dict[str, str]:
    """Every cell of every table as text, the index's own tables too."""
    found = {}
    for (table,) in store.database.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        cells = [cell for one in store.database.rows(f'SELECT * FROM "{table}"') for cell in one]
        texts = (cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell) for cell in cells)
        found[table] = "\n".join(texts)
    # The index keeps its terms packed: SQLite itself says which are there.
    store.database.run("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab('main', 'member_search', 'row')")
    found["terms"] = "\n".join(row[0] for row in store.database.rows("SELECT term FROM temp.terms"))
    return found


def test_nothing_is_left_of_a_member_who_was_erased(store: LocalStore) -> None:
    others = [member("M2", "王敏", pinyin="wm", phone="13900006022"), member("M3", "欧文", pinyin="ow", phone="")]
    for feed, data in ROWS.items():
        page = [data, *others] if feed == "members" else [data]
        store.pulled.apply_page(feed, page, "cursor-1", AS_OF)
    before = everything(store)
    assert [one for one in SAID if not any(one in text for text in before.values())] == [], "all of it is there first"
    for feed, data in ROWS.items():
        store.pulled.apply_page(feed, [row(data["key"], None, 2)], "cursor-2", AS_OF)
    left = [(one, table) for one in SAID for table, text in everything(store).items() if one in text]
    assert left == []
    assert [one.one_id for one in store.members.search("王敏")] == ["M2"]
    assert [one.one_id for one in store.members.search("ow")] == ["M3"]
    assert store.members.search("欧阳") == []


def test_whoever_wants_no_contact_is_there_without_a_name_in_the_index_too(store: LocalStore) -> None:
    store.pulled.apply_page("members", [member("M1", "Josephine"), member("M2", "Joseph")], "cursor-1", AS_OF)
    silent = {**member("M1")["data"], "name": "", "pinyin": "", "phone": ""}
    store.pulled.apply_page("members", [row("M1", silent, 2)], "cursor-2", AS_OF)
    assert [table for table, text in everything(store).items() if "josephine" in text.casefold()] == []
    assert [one.one_id for one in store.members.search("joseph")] == ["M2"]
