import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, Import, Official, Publication
from issues.forms import Upload
from issues.models import Issue
from tests.desk_cast import make_issue, make_publication, person

pytestmark = pytest.mark.django_db

PAGE = """海港日报
HARBOUR DAILY
海港镇新闻中心出版
2026年11月
20
星期五
丙午年十月十二
第42期(总第1042期)

渡船今日复航

11月20日,停航三个月的渡船复航,区长祝晚晴参加首航。码头边站满了人。(记者 贺知远田一苇)

码头食堂添了新菜

码头食堂今天添了两样新菜,排队的人比昨天多了一倍。(记者 顾望舒)
"""


@pytest.fixture
def mei(client):
    user = person("mei")
    client.force_login(user)
    return user


@pytest.fixture
def address():
    return reverse("admin:issues_issue_import")


def hand_in(client, address, text=PAGE, **facts):
    file = SimpleUploadedFile("page.txt", text.encode())
    return client.post(address, {"file": file, **facts})


def filled(response, **changes):
    """The preview as a browser sends it back."""
    preview = response.context["preview"]
    data = {"sealed": response.context["upload"].sealed()}
    data["publication"] = preview.publication.pk if preview.publication else ""
    for form in (preview.imprint, *preview.stories):
        for field in form:
            value = field.value()
            if value not in (None, False):
                data[field.html_name] = "on" if value is True else value
    return data | changes


def test_the_preview_shows_what_was_understood_and_saves_nothing(client, address, mei):
    response = hand_in(client, address)

    page = response.content.decode()
    for words in ("1042", "渡船今日复航", "码头食堂添了新菜", "祝晚晴"):
        assert words in page
    assert not Issue.objects.exists()
    assert not Import.objects.exists()
    assert not Publication.objects.exists()


def test_the_preview_offers_to_fill_the_empty_issue_of_that_number(client, address, mei):
    waiting = make_issue(make_publication())

    preview = hand_in(client, address)
    client.post(address, filled(preview, fill="on"))

    assert "还没有稿件：把这些稿件排入该期" in preview.content.decode()
    assert waiting.placements.count() == 2
    assert Issue.objects.count() == 1


def test_a_doubt_stands_beside_its_field(client, address, mei):
    preview = hand_in(client, address).context["preview"]

    doubts = {field.name: messages for field, messages in preview.stories[0].rows() if messages}

    assert list(doubts) == ["bylines"]


def test_pasted_text_is_read_like_a_file(client, address, mei):
    response = client.post(address, {"text": PAGE})

    assert len(response.context["preview"].stories) == 2


def test_saving_creates_the_issue_with_the_corrections(client, address, mei):
    preview = hand_in(client, address)
    data = filled(preview, **{"s1-headline": "渡船复航了", "s1-bylines": "记者 贺知远 田一苇"})

    response = client.post(address, data)

    issue = Issue.objects.get(number=1042)
    first = Article.objects.get(headline="渡船复航了")
    assert response.url == reverse("admin:issues_issue_change", args=[issue.pk])
    assert [b.reporter.name for b in first.bylines.all()] == ["贺知远", "田一苇"]
    assert bytes(Import.objects.get().original) == PAGE.encode()


def test_a_story_left_out_is_not_saved(client, address, mei):
    data = filled(hand_in(client, address))
    del data["s2-take"]

    client.post(address, data)

    assert [a.headline for a in Article.objects.all()] == ["渡船今日复航"]


@pytest.mark.parametrize(("ticked", "names"), [([], []), (["0"], ["祝晚晴"])])
def test_only_ticked_officials_enter_the_register(ticked, names, client, address, mei):
    client.post(address, filled(hand_in(client, address), officials=ticked))

    assert [official.name for official in Official.objects.all()] == names


def test_the_same_text_again_changes_nothing(client, address, mei):
    client.post(address, filled(hand_in(client, address)))
    publication = Publication.objects.get()

    again = filled(hand_in(client, address, publication=publication.pk))
    client.post(address, again)

    assert (Issue.objects.count(), Article.objects.count()) == (1, 2)


def test_a_taken_number_is_refused_and_the_corrections_stay(client, address, mei):
    publication = make_publication()
    make_issue(publication)
    preview = hand_in(client, address, publication=publication.pk)

    response = client.post(address, filled(preview, **{"s1-headline": "我的标题"}))

    assert response.status_code == 200
    assert "我的标题" in response.content.decode()
    assert not Article.objects.exists()


def test_a_missing_number_is_asked_for_in_its_field(client, address, mei):
    text = PAGE.replace("第42期(总第1042期)", "")
    preview = hand_in(client, address, text)

    response = client.post(address, filled(preview))

    assert response.context["preview"].imprint.errors["number"]
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04docx", b"\x00\x01\x02", b"%PDF-1.7", b"\xff\xfe\x00"]
)
def test_what_is_no_text_is_refused_with_a_sentence(data, client, address, mei):
    response = client.post(address, {"file": SimpleUploadedFile("page.txt", data)})

    assert response.status_code == 200
    assert response.context["form"].errors


def test_nothing_handed_in_is_refused(client, address, mei):
    assert client.post(address, {"text": " \n"}).context["form"].errors


def test_a_swapped_original_is_refused(client, address, mei):
    data = filled(hand_in(client, address))

    response = client.post(address, data | {"sealed": data["sealed"][:-3] + "xyz"})

    assert response.url == address
    assert not Issue.objects.exists()


def test_a_text_of_five_megabytes_fits_the_form(settings):
    upload = Upload("page.txt", bytes(range(256)) * 20480)

    sealed = upload.sealed()

    assert Upload.opened(sealed) == upload
    assert len(sealed) < settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_markup_in_the_text_stays_text(client, address, mei):
    text = PAGE.replace("码头边站满了人。", "码头边<script>alert(1)</script>站满了人。")
    response = hand_in(client, address, text)

    client.post(address, filled(response))

    assert "<script>alert(1)" not in response.content.decode()
    assert "<script>" not in Article.objects.get(headline="渡船今日复航").body


@pytest.mark.parametrize("name", ["wang", "chen"])
def test_import_is_for_those_who_have_the_right(name, client, address):
    client.force_login(person(name))

    listed = client.get(reverse("admin:issues_issue_changelist")).content

    assert client.get(address).status_code == 403
    assert client.post(address, {"text": PAGE}).status_code == 403
    assert address.encode() not in listed
