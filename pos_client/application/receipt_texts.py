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

#: Words of the receipts of returns.
RETURN_TEXTS: Mapping[str, Mapping[str, str]] = {
    "zh_CN": {
        "title": "退货小票",
        "voided": "作废小票",
        "copy": "副本",
        "of": "原小票号",
        "time": "时间",
        "till": "收银台",
        "cashier": "收银员",
        "approved": "批准人",
        "reason": "原因",
        "changed_mind": "不想要了",
        "damaged": "商品有问题",
        "wrong_item": "买错商品",
        "other": "其他",
        "gift": "赠品退回",
        "charged": "未退回的赠品",
        "refund": "退款",
        "points_back": "退回积分",
        "points_taken": "扣回本单积分",
        "coupons_back": "退回优惠券（张）",
        "signature": "顾客签字",
    },
    "en": {
        "title": "Return",
        "voided": "Voided sale",
        "copy": "Copy",
        "of": "Of receipt",
        "time": "Time",
        "till": "Till",
        "cashier": "Cashier",
        "approved": "Allowed by",
        "reason": "Reason",
        "changed_mind": "Changed their mind",
        "damaged": "Faulty goods",
        "wrong_item": "Wrong goods",
        "other": "Another reason",
        "gift": "Gift brought back",
        "charged": "Gift kept",
        "refund": "Refund",
        "points_back": "Points given back",
        "points_taken": "Points taken back",
        "coupons_back": "Coupons given back",
        "signature": "Customer",
    },
}
