"""What the demo phone says, in 简体中文 and in English."""

from __future__ import annotations

from typing import Literal

Language = Literal["zh", "en"]

_TEXTS: dict[str, tuple[str, str]] = {
    "app": ("拾物集", "Shiwuji"),
    "window": ("演示手机", "Demo phone"),
    "other_language": ("EN", "中文"),
    "switch_member": ("切换会员", "Switch member"),
    "code_title": ("会员码", "Member code"),
    "code_hint": ("出示给店员，积分与优惠一次完成", "One scan for points and every benefit"),
    "seconds": ("秒后更新", "s to the next"),
    "offline": ("本机生成，无网络也可用", "Made on this phone, works offline"),
    "goods_title": ("商品条码", "Goods"),
    "goods_hint": ("演示用：像把商品递到镜头前", "For the demo: like goods before the camera"),
    "no_goods": ("没有可用的商品条码", "There are no goods with a barcode"),
    "hold": ("对准收银台摄像头", "Hold before the camera"),
    "holding": ("正在出示，请稍候…", "Holding it there…"),
    "waiting": ("正在领取会员卡…", "Getting the member's card…"),
    "unreachable": (
        "连不上总部，还没有领到会员卡。\n已领过卡的会员码照常可用；\n每 5 秒自动重试。",
        "The ledger cannot be reached, so there is no card yet.\nCodes of cards that came before still work.\n"
        "Trying again every 5 seconds.",
    ),
    "refused": (
        "总部没有发卡：{detail}\n请检查令牌与会员号，\n每 5 秒自动重试。",
        "The ledger gave no card: {detail}\nCheck the token and the member's id.\nTrying again every 5 seconds.",
    ),
    "unusable": (
        "总部的回答不是会员卡。\n请检查 --ledger 的地址，\n每 5 秒自动重试。",
        "The ledger's answer is not a card.\nCheck the address in --ledger.\nTrying again every 5 seconds.",
    ),
    "tier_basic": ("普通会员", "Member"),
    "tier_silver": ("银卡会员", "Silver"),
    "tier_gold": ("金卡会员", "Gold"),
    "tier_platinum": ("铂金会员", "Platinum"),
}


def text(key: str, language: Language, **values: str) -> str:
    """The text in a language, with its values put in."""
    chinese, english = _TEXTS[key]
    return (chinese if language == "zh" else english).format(**values)


def tier_name(tier: str | None, language: Language) -> str:
    """A tier of the group as the phone calls it; a tier that it does not know by its own word."""
    if tier is None:
        return text("tier_basic", language)
    key = f"tier_{tier}"
    return text(key, language) if key in _TEXTS else tier
