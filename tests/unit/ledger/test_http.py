"""The ledger over HTTP, as a process."""

from __future__ import annotations


def test_a_till_enrols_pushes_and_pulls(serve, enrolled, journal):
    till = enrolled(serve())
    journal.sale("sale-1", one_id="M1", coupon=("C1", 5000), points=1000, earned={"group": 69})
    answer = till.push(journal.entries)
    assert answer.status_code == 200, answer.text
    assert answer.json() == {
        "verdicts": [
            {"epoch": "epoch-1", "seq": 1, "verdict": "created", "code": None},
            {"epoch": "epoch-1", "seq": 2, "verdict": "created", "code": None},
        ],
        "high_water": {"epoch": "epoch-1", "seq": 2},
        "suspended": False,
    }
    members, _ = till.pull_all("members")
    assert members["M1"]["points"] == {"LQX": 30, "group": 4069}
    assert members["M1"]["first_purchase"] is False
    coupons, _ = till.pull_all("coupons")
    assert {key: row["status"] for key, row in coupons.items()} == {"C1": "used", "C2": "available", "CB": "available"}
