"""The words on receipts, by the receipt's language. They are data of the receipt, not of a screen."""

from __future__ import annotations

from collections.abc import Mapping

ZH: Mapping[str, str] = {
    "receipt": "销售小票",
    "copy": "补打 · 副本",
    "number": "小票号",
    "time": "时间",
    "till": "收银台",
    "cashier": "收银员",
    "goods": "商品合计",
    "saved": "已优惠",
    "manual": "手工优惠",
    "note": "备注：{text}",
    "points_paid": "积分抵扣（{points} 分）",
    "payable": "应付",
    "gift": "赠品",
    "cash": "现金",
    "card": "银行卡",
    "change": "找零",
    "reference": "参考号 {reference}",
    "tax": "其中税额 {rate}",
    "member": "会员",
    "earned": "本次积分",
    "balance": "积分余额（本次前）",
    "pieces": "共 {count} 件",
    "code": "退换货请扫此码",
    "handout": "随单赠券",
    "valid_to": "有效期至 {date}",
}
EN: Mapping[str, str] = {
    "receipt": "Receipt",
    "copy": "Copy",
    "number": "Receipt no.",
    "time": "Time",
    "till": "Till",
    "cashier": "Cashier",
    "goods": "Goods",
    "saved": "You saved",
    "manual": "Manual discounts",
    "note": "Note: {text}",
    "points_paid": "Paid with points ({points})",
    "payable": "To pay",
    "gift": "Gift",
    "cash": "Cash",
    "card": "Card",
    "change": "Change",
    "reference": "ref. {reference}",
    "tax": "Tax included, {rate}",
    "member": "Member",
    "earned": "Points earned",
    "balance": "Points before this sale",
    "pieces": "{count} pieces",
    "code": "Scan this code for a return",
    "handout": "A coupon for you",
    "valid_to": "Until {date}",
}
TEXTS: Mapping[str, Mapping[str, str]] = {"zh_CN": ZH, "en": EN}

#: Means of payment by their kind.
TENDER_NAMES: Mapping[str, Mapping[str, str]] = {
    language: {kind: texts[kind] for kind in ("cash", "card")} for language, texts in TEXTS.items()
}
