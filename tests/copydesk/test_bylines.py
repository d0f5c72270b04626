import pytest

from newsroom.copydesk.bylines import (
    cut_byline,
    cut_opening_byline,
    is_byline_alone,
    read_bylines,
    split_names,
)


def people(signature, known=()):
    return [(byline.role, byline.name) for byline in read_bylines(signature, known).bylines]


def test_a_byline_is_cut_off_the_end_only():
    signed = cut_byline("码头边（记者站）站满了人。（记者　田一苇）")

    assert (signed.text, signed.signature) == ("码头边（记者站）站满了人。", "记者　田一苇")


@pytest.mark.parametrize(
    "copy",
    [
        "站满了人。",
        "（下转二版）",
        "（资料图片）",
        "记者 田一苇",
        "（记者）",
        "（文化馆供稿）",
        "（图书馆）",
        "（记者了解到，渡船明天停航）",
        "（编辑部整理）",
        "(By the way)",
    ],
)
def test_what_is_no_byline_stays_in_the_copy(copy):
    assert cut_byline(copy).signature == ""


@pytest.mark.parametrize(
    ("signature", "wanted"),
    [
        ("记者 沈砚秋 田一苇", [("记者", "沈砚秋"), ("记者", "田一苇")]),
        ("记者沈砚秋 通讯员卜春枝", [("记者", "沈砚秋"), ("通讯员", "卜春枝")]),
        ("记者 沈砚秋、田一苇", [("记者", "沈砚秋"), ("记者", "田一苇")]),
        ("本报首席记者 沈砚秋", [("本报首席记者", "沈砚秋")]),
        ("沈砚秋", [("", "沈砚秋")]),
        ("记者 欧阳明远", [("记者", "欧阳明远")]),
        ("记者 沈砚秋 沈砚秋", [("记者", "沈砚秋")]),
        ("记者：沈砚秋 摄影：褚明", [("记者", "沈砚秋"), ("摄影", "褚明")]),
        ("文/沈砚秋 图/褚明", [("文", "沈砚秋"), ("图", "褚明")]),
        ("文/图 褚明", [("文/图", "褚明")]),
        ("记者 文海图", [("记者", "文海图")]),
        ("记者 阿迪力·买买提", [("记者", "阿迪力·买买提")]),
        ("By Ann Lee and Bo Chen", [("By", "Ann Lee"), ("By", "Bo Chen")]),
    ],
)
def test_people_are_read_in_order_with_their_roles(signature, wanted):
    assert people(signature) == wanted


@pytest.mark.parametrize(
    ("name", "known", "parts"),
    [
        ("沈砚秋", [], ["沈砚秋"]),
        ("沈砚秋田一苇", ["田一苇"], ["沈砚秋", "田一苇"]),
        ("沈砚秋田一苇", ["沈砚秋"], ["沈砚秋", "田一苇"]),
        ("褚明卜春枝", ["褚明"], ["褚明", "卜春枝"]),
        ("褚明贺远", ["贺远"], ["褚明", "贺远"]),
        ("沈砚秋田一苇褚明", ["沈砚秋", "田一苇", "褚明"], ["沈砚秋", "田一苇", "褚明"]),
        ("欧阳明远", [], ["欧阳明远"]),
        ("沈砚秋田一苇", [], None),
    ],
)
def test_run_together_names_are_split_by_what_is_known(name, known, parts):
    assert split_names(name, known) == parts


def test_the_longest_known_names_are_tried_first_and_given_up_where_they_lead_nowhere():
    assert split_names("明月清风来", ["明月", "明月清", "清风来"]) == ["明月", "清风来"]
    assert split_names("明月清风来", ["明月", "明月清", "风来", "清风来"]) == ["明月清", "风来"]


def test_names_that_could_be_cut_in_millions_of_ways_are_read_at_once():
    assert split_names("贺" * 70 + "王", ["贺贺", "贺贺贺"]) is None


def test_a_name_in_the_register_is_never_split():
    assert split_names("明月清风", ["明月", "明月清风"]) == ["明月清风"]


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("本报记者 沈砚秋", True),
        ("记者 沈砚秋 通讯员 卜春枝 文/图", True),
        ("通讯员：卜春枝", True),
        ("摄影 欧阳明远", True),
        ("记者沈砚秋", False),
        ("记者 走基层", False),
        ("记者 沈砚秋报道了渡船复航的消息", False),
        ("渡船复航", False),
        ("", False),
    ],
)
def test_a_line_that_is_only_a_byline_needs_no_brackets(line, alone):
    assert is_byline_alone(line) is alone


def test_a_hostile_line_of_roles_is_read_at_once():
    assert not is_byline_alone("记者 " * 25 + "x。")


@pytest.mark.parametrize("opening", ["本报讯(记者 沈砚秋)", "本报讯　（记者 沈砚秋）　"])
def test_a_byline_behind_the_dateline_is_cut_out(opening):
    signed = cut_opening_byline(f"{opening}今天渡船离岸。")

    assert (signed.text, signed.signature) == ("本报讯　今天渡船离岸。", "记者 沈砚秋")


@pytest.mark.parametrize(
    "text", ["新华社某地电（记者 沈砚秋）今天", "本报讯今天（记者 沈砚秋）", ""]
)
def test_other_openings_are_left_alone(text):
    assert cut_opening_byline(text).text == text
