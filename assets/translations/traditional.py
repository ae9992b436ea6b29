"""Makes the texts in traditional characters, as a till in Taiwan words them, out of the simplified ones.

`update` runs it: onetill_zh_CN.ts goes in, onetill_zh_TW.ts comes out. Nobody edits the latter by hand: what OpenCC
(s2twp, characters and common words) gets wrong for a shop is put right in TERMS.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).parent

#: The trade's own words. They go before OpenCC, the longest first, and what they give is left as it is.
TERMS = {
    "“": "「",
    "”": "」",
    " “": "「",
    "” ": "」",
    "{count} 分": "{count} 點",
    "{count} 分之": "{count} 分之",
    "{count} 分钟": "{count} 分鐘",
    "{points} 分": "{points} 點",
    "{points} 积分": "{points} 點",
    " U 盘": "隨身碟",
    "U 盘": "隨身碟",
    "复购": "回購",
    "充值": "加值",
    "门店数据": "門市數據",
    "经营数据": "經營數據",
    "天后": "天後",
    "不匹配": "不相符",
    "下一行": "下一列",
    "二维码": "QR 碼",
    "的二维码": "的 QR 碼",
    "全部类型": "全部類型",
    "返回错误": "傳回錯誤",
    "身份": "身分",
    "代码": "代碼",
    "优惠券": "優惠券",
    "会员": "會員",
    "只改这一行": "只改這一項",
    "台": "台",
    "吊销": "撤銷",
    "响应": "回應",
    "回车": "Enter 鍵",
    "后回车": "後按 Enter 鍵",
    "按回车": "按 Enter 鍵",
    "一次回车": "一次 Enter 鍵",
    "商品行": "商品列",
    "地址": "位址",
    "备用金": "備用金",
    "复制": "複製",
    "审计": "稽核",
    "导购": "銷售顧問",
    "小票": "收據",
    "工号": "員工編號",
    "工牌": "員工證",
    "应答": "回應",
    "当前": "目前",
    "手机号": "手機號碼",
    "手机尾号": "手機末碼",
    "扫码": "掃碼",
    "扫码枪": "掃描器",
    "报失": "掛失",
    "抵扣": "折抵",
    "摄像头": "攝影機",
    "收银": "收銀",
    "数据文件夹": "資料夾",
    "断网": "斷線",
    "无码商品": "無條碼商品",
    "最多只": "最多只",
    "权限": "權限",
    "每行": "每列",
    "流水": "流水帳",
    "班次": "班別",
    "登录与退出": "登入與登出",
    "盲点": "盲盤",
    "短款": "短收",
    "积分": "點數",
    "积分数": "點數",
    "端口": "連接埠",
    "签字": "簽名",
    "签购单": "簽單",
    "类型": "類型",
    "系伪造": "係偽造",
    "结账": "結帳",
    "网线": "網路線",
    "网络": "網路",
    "联系": "聯絡",
    "联网": "連線",
    "膨胀": "換成更大面額",
    "自定": "自訂",
    "证书": "憑證",
    "账": "帳",
    "退出登录": "登出",
    "部类": "類別",
    "重启": "重新啟動",
    "钱箱": "錢櫃",
    "银行卡": "刷卡",
    "长款": "溢收",
    "门店": "門市",
    "上报": "回報",
    "帧": "影格",
}
_TERM = re.compile("(" + "|".join(re.escape(term) for term in sorted(TERMS, key=len, reverse=True)) + ")")
_TEXT = re.compile(r"(<translation[^>/]*>|<numerusform>)([^<]*)")


def converter() -> Callable[[str], str]:
    """A function from a simplified text to its traditional one. Raises ImportError without OpenCC."""
    from opencc import OpenCC  # noqa: PLC0415  `update` works without it, for the other languages

    opencc = OpenCC("s2twp")

    def convert(text: str) -> str:
        return "".join(TERMS.get(part) or opencc.convert(part) for part in _TERM.split(text))

    return convert


def traditional(simplified: str) -> str:
    """The whole .ts file with its translations converted; sources and marks stay. Raises ImportError without OpenCC."""
    convert = converter()
    renamed = simplified.replace('language="zh_CN"', 'language="zh_TW"', 1)
    return _TEXT.sub(lambda found: found[1] + convert(found[2]), renamed)


def main() -> int:
    if importlib.util.find_spec("opencc") is None:
        print("OpenCC is missing (it is in the dev extra): onetill_zh_TW.ts is left as it was.", file=sys.stderr)  # noqa: T201
        return 0
    source = (FOLDER / "onetill_zh_CN.ts").read_text("utf-8")
    (FOLDER / "onetill_zh_TW.ts").write_text(traditional(source), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
