import pytest

from newsroom.copydesk.bylines import cut_byline, read_bylines, split_names


def people(signature, known=()):
    return [(byline.role, byline.name) for byline in read_bylines(signature, known).bylines]


def test_a_byline_is_cut_off_the_end_only():
    signed = cut_byline("码头边（记者站）站满了人。（记者　田一苇）")

    assert (signed.text, signed.signature) == ("码头边（记者站）站满了人。", "记者　田一苇")


@pytest.mark.parametrize(
    "copy",
    ["站满了人。", "（下转二版）", "（资料图片）", "记者 田一苇", "（记者）", "（文化馆供稿）"],
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


def test_a_name_in_the_register_is_never_split():
    assert split_names("明月清风", ["明月", "明月清风"]) == ["明月清风"]
