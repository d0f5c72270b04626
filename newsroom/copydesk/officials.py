"""People named with a post in the copy: proposals for the register of officials, never entries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

HAN = "\u3400-\u9fff"
POST = (
    r"(?:[省市区县镇]?(?:人大常委会|政协|政府|委)?(?:副?[省市区县镇]长|副?书记|副?主任|副?主席|领导)"
    r"|[省市区县]委(?:副?书记|常委)|副?[市区县镇]长|副?校长|副?院长|副?局长)"
)
VERBS = (
    "参加|出席|列席|主持|实地|督导|要求|指出|强调|先后|带领|来到|深入|调研|走访|检查|介绍|宣布|讲话|表示|"
    "等|及|在|对|率|日前|说|就"
)
NAME = rf"(?:(?!等)[{HAN}]){{2,3}}"
CHAIN = re.compile(rf"({POST})({NAME}?(?:、{NAME})+?)(?={VERBS}|[，。；])")
SINGLE = re.compile(rf"({POST})({NAME}?)(?={VERBS})")
SURNAMES = set(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗"
    "凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄"
    "米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支"
    "柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段"
    "富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索"
    "咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕"
    "连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧利师巩聂关荆虎肖岳代涂覃冼"
)


@dataclass(frozen=True)
class ProposedOfficial:
    name: str
    post: str


def propose_officials(paragraphs: Iterable[str]) -> tuple[ProposedOfficial, ...]:
    """Each person once, in order of appearance; a real post wins over 区领导 and its like."""
    found: dict[str, str] = {}
    for paragraph in paragraphs:
        for post, names in _mentions(paragraph):
            for name in names.split("、"):
                vague = found.get(name, "领导").endswith("领导")
                if name[0] in SURNAMES and (name not in found or vague):
                    found[name] = post
    return tuple(ProposedOfficial(name, post) for name, post in found.items())


def _mentions(paragraph: str) -> list[tuple[str, str]]:
    matches = [*CHAIN.finditer(paragraph), *SINGLE.finditer(paragraph)]
    return [match.groups() for match in sorted(matches, key=lambda m: m.start())]  # type: ignore[misc]
