"""Chinese names as people bear them: family names by their share, given names by sex and decade of birth."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from random import Random

# Weights, in per mille about as the population bears them.
_FAMILIES = """
    王72 李70 张67 刘51 陈47 杨31 黄23 赵21 吴20 周19 徐15 孙14 马13 朱13 胡12 郭12 何12 林12 高11 罗11
    郑9 梁8 谢8 宋7 唐7 许6 韩6 邓6 冯6 曹6 彭6 曾5 肖5 田5 董5 潘4 袁4 蔡4 蒋4 余4
    于4 杜4 叶4 程4 魏4 苏4 吕4 丁4 任4 卢4 姚4 沈4 钟4 姜4 崔3 谭3 陆3 范3 汪3 廖3
    石3 金3 韦3 贾3 夏3 付3 方3 邹3 熊3 白3 孟2 秦2 邱2 侯2 江2 尹2 薛2 阎2 段2 雷2
    龙2 黎2 史2 陶2 贺2 毛2 郝2 顾2 龚2 邵2 万2 覃2 武2 钱2 戴2 严2 莫2 孔2 向2 常2
    欧阳1 上官1 司马1 诸葛1 单1 仇1
"""

_FIRST = {
    ("women", 60): "秀 玉 桂 丽 淑 美 爱 春 红 凤 月 金 晓 慧 建 文 兰 小",
    ("women", 80): "晓 丽 婷 雪 文 海 静 艳 慧 思 玉 小 佳 雅 春 燕 美 嘉 冬 秋",
    ("women", 90): "雨 思 佳 梦 欣 诗 雅 嘉 若 静 紫 晓 可 心 怡 子 舒 琪 安 语",
    ("women", 100): "子 梓 欣 雨 可 若 一 语 诗 佳 思 艺 沐 芷 清 宇 涵 星 念 书",
    ("men", 60): "建 志 国 文 永 德 明 海 金 玉 春 新 卫 光 庆 宏 学 伟",
    ("men", 80): "志 海 晓 文 建 俊 宇 国 鹏 明 立 家 伟 振 永 小 泽 春",
    ("men", 90): "子 俊 浩 宇 家 文 泽 天 嘉 志 一 晨 梓 博 思 明 少 伟",
    ("men", 100): "子 浩 宇 梓 俊 一 泽 博 皓 奕 睿 沐 嘉 铭 亦 书 景 承",
}
_SECOND = {
    ("women", 60): "英 兰 芳 珍 华 梅 琴 萍 玲 霞 荣 云 红 香 敏 娟 莲 燕",
    ("women", 80): "丽 婷 娜 敏 燕 玲 霞 静 娟 芳 洁 颖 莹 琳 红 梅 云 倩 萍 华",
    ("women", 90): "婷 怡 琪 瑶 雯 颖 洁 蕾 悦 欣 倩 萱 楠 然 彤 妍 晴 雪 莹 璇",
    ("women", 100): "涵 萱 怡 桐 妍 瑶 琪 曦 彤 诺 然 汐 玥 宁 晴 悦 恬 依 溪 月",
    ("men", 60): "华 国 军 平 明 强 生 民 荣 林 福 兴 根 祥 忠 伟 义 东",
    ("men", 80): "强 伟 军 涛 勇 鹏 波 辉 斌 杰 磊 超 峰 飞 龙 东 华 明",
    ("men", 90): "豪 杰 鑫 宇 轩 浩 然 凯 阳 航 俊 超 博 文 翔 磊 睿 帆",
    ("men", 100): "轩 宇 泽 睿 辰 霖 浩 然 涵 航 晨 熙 阳 铭 宸 恒 哲 屿",
}
_SINGLE = {
    ("women", 60): "英 丽 敏 静 芳 萍 红 霞 琴 艳", ("women", 80): "静 婷 丽 敏 娜 艳 燕 娟 倩 洁 雪 莹 晶 颖",
    ("women", 90): "婷 静 悦 雪 颖 倩 琪 玥 瑶 莹", ("women", 100): "玥 悦 涵 宁 汐 妍",
    ("men", 60): "强 军 勇 伟 平 刚 明 斌", ("men", 80): "伟 磊 强 鹏 超 涛 勇 杰 斌 波 峰 辉 浩",
    ("men", 90): "鑫 杰 浩 凯 宇 超 帆 阳 昊 翔", ("men", 100): "睿 宸 泽 屿 霖 昊",
}  # fmt: skip
_SINGLE_SHARE = {60: 0.28, 80: 0.32, 90: 0.18, 100: 0.07}
_ABROAD = (
    "Emily Carter", "Sophie Martin", "David Kim", "Anna Müller", "佐藤美咲", "James Lee", "Maria Rossi", "田中健",
    "Lucas Silva", "Olivia Brown", "金智恩", "Noah Wilson", "Claire Dubois", "Daniel Tan", "Mei Ling Wong", "Alex Chen",
)  # fmt: skip
_ABROAD_SHARE = 0.006


@dataclass(frozen=True, slots=True)
class Person:
    """A name, and what it was chosen by: `who` is `women` or `men`, `born` the year of birth."""

    name: str
    who: str
    born: int


class NameSource:
    """Draws people. The shares of the decades are those of a city's shoppers: most are 25 to 45 years old."""

    def __init__(self, random: Random, year: int) -> None:
        self._random = random
        self._year = year
        self._first, self._second, self._single = (
            {of: characters.split() for of, characters in words.items()} for words in (_FIRST, _SECOND, _SINGLE)
        )
        entries = _FAMILIES.split()
        self._families = [entry.rstrip("0123456789") for entry in entries]
        self._weights = list(accumulate(int("".join(filter(str.isdecimal, entry))) for entry in entries))

    def person(self) -> Person:
        """One person; about seven of ten are women."""
        random = self._random
        who = "women" if random.random() < 0.69 else "men"
        age = min(76, max(17, round(random.triangular(17, 70, 30) if random.random() < 0.3 else random.gauss(33, 7))))
        born = self._year - age
        if random.random() < _ABROAD_SHARE:
            return Person(random.choice(_ABROAD), who, born)
        cohort = 60 if born < 1975 else 80 if born < 1990 else 90 if born < 2000 else 100
        family = random.choices(self._families, cum_weights=self._weights)[0]
        return Person(family + self._given(who, cohort), who, born)

    def _given(self, who: str, cohort: int) -> str:
        random = self._random
        if random.random() < _SINGLE_SHARE[cohort]:
            return random.choice(self._single[who, cohort])
        first, second = random.choice(self._first[who, cohort]), random.choice(self._second[who, cohort])
        return first + second if first != second else first + random.choice("一安宁")
