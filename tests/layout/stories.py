"""Invented stories for composition tests: a small town that does not exist, drawn by seed."""

from __future__ import annotations

from random import Random

from newsroom.copydesk.story import Block, Byline, Story
from newsroom.layout.plan import CopyItem, PhotoSpec

SENTENCES = (
    "柳溪镇图书馆新馆昨日开门迎客，首日到馆读者超过三千人次。",
    "“孩子们放学后终于有了看书写作业的好去处。”住在附近的林阿姨说。",
    "据介绍，新馆共有阅览座位420个，藏书12万册，全部免费开放。",
    "馆内设有少儿、地方文献、视障三个专门阅览区，周末开放至21时。",
    "记者在现场看到，工作人员正引导市民自助借还图书。",
    "河道清淤工程自3月起分段施工，目前已完成2.6公里。",
    "镇里将同步修复两岸步道，补种柳树、水杉等乔木800余株。",
    "项目负责人表示，主汛期前将全面完工，行洪能力提高近一倍。",
    "施工期间，沿线三座便桥照常通行，请市民留意绕行标志。",
    "第十二届梨花节将于4月6日开幕，持续半个月。",
    "今年新增夜游路线和民谣音乐会，门票价格与去年持平。",
    "主办方提醒，周末车流较大，建议乘坐公交专线前往。",
    "公交公司从本周六起开通两条假日专线，每15分钟一班。",
    "老旧小区改造二期工程涉及18个小区、4300户居民。",
    "改造内容包括屋面防水、管网更新、加装电梯和增设停车位。",
    "“图纸贴出来先让大家提意见，改了三稿才动工。”社区干部周敏说。",
    "镇卫生院与市中心医院签约，每周三、周五有专家坐诊。",
    "居民在家门口就能做检查，报告当天上传，结果互认。",
    "春耕时节，农技人员进村入户，指导农户科学施肥。",
    "全镇已备足良种260吨、化肥1900吨，农机检修率达到98%。",
    "合作社今年试种再生稻500亩，预计亩均增收400元。",
    "会议强调，要把群众满意作为检验工作的标准，逐项对账销号。",
    "下一步，相关部门将建立台账，每周通报进度，接受社会监督。",
    "志愿者协会共有会员1260名，去年服务时长累计5.4万小时。",
    "消防救援站联合学校开展疏散演练，全程用时2分40秒。",
    "市场监管人员对12家早餐店进行抽检，合格率为100%。",
    "非遗传承人走进课堂，手把手教孩子们剪纸、扎灯笼。",
    "夜市实行统一摊位、统一收运，两个月来投诉下降七成。",
)
SUBJECTS = (
    "图书馆新馆", "河道清淤", "梨花节", "公交专线", "老旧小区改造", "镇卫生院", "春耕备耕",
    "志愿者协会", "消防演练", "早餐工程", "非遗课堂", "柳溪夜市", "社区食堂", "乡村公路",
)  # fmt: skip
VERBS = (
    "正式启用", "惠及四千户居民", "迎来新变化", "本周开幕", "进入冲刺阶段", "获居民点赞",
    "年内全面完工", "走进校园", "让群众少跑腿", "交出年度答卷", "跑出加速度", "今起试运行",
)  # fmt: skip
NAMES = ("林晓", "周敏", "陈亦然", "何青", "顾南", "沈知秋")
LENGTHS = {"lead": (600, 1000), "major": (420, 760), "normal": (240, 540), "brief": (90, 200)}


def make_story(rng: Random, characters: int, *, subheads: bool = False) -> Story:
    """A story of about ``characters`` characters."""
    blocks: list[Block] = []
    while sum(len(block.text) for block in blocks) < characters - 20:
        if subheads and len(blocks) in (2, 5):
            blocks.append(Block(rng.choice(SUBJECTS), "subhead"))
        size = rng.randint(60, 180)
        text = ""
        while len(text) < size:
            text += rng.choice(SENTENCES)
        blocks.append(Block(text))
    names = rng.sample(NAMES, rng.randint(1, 2))
    return Story(
        headline=rng.choice(SUBJECTS) + rng.choice(VERBS),
        blocks=tuple(blocks),
        bylines=tuple(Byline("记者", name) for name in names),
    )


def make_item(rng: Random, id: str, priority: str, **wishes) -> CopyItem:
    low, high = LENGTHS[priority]
    subheads = wishes.pop("subheads", False)
    story = make_story(rng, wishes.pop("characters", rng.randint(low, high)), subheads=subheads)
    return CopyItem(id, story, priority, **wishes)  # type: ignore[arg-type]


def make_photo(rng: Random, id: str) -> PhotoSpec:
    return PhotoSpec(
        id, rng.choice((0.5625, 0.66, 0.75)), rng.choice(SENTENCES), f"记者　{NAMES[0]}　摄", "照片"
    )


def make_edition(seed: int, pages: int) -> list[CopyItem]:
    """About ``pages`` tabloid pages of stories, seven to the page, in order of importance."""
    rng = Random(seed)
    items: list[CopyItem] = []
    for page in range(pages):
        kinds = ["lead" if page == 0 else "major", "major", "normal", "normal", "normal"]
        for number, kind in enumerate([*kinds, "brief", "brief"]):
            id = f"s{page}{number}"
            photos = (make_photo(rng, f"p{id}"),) if number in (0, 2) else ()
            items.append(make_item(rng, id, kind, photos=photos, subheads=number == 1))
    order = ["lead", "major", "normal", "brief"]
    return sorted(items, key=lambda item: order.index(item.priority))
