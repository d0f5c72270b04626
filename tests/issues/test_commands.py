"""The commands as a shell sees them: exit code, one JSON object, one sentence on stderr."""

import json

import pytest
from django.contrib.auth.models import User
from django.core.management import load_command_class
from PIL import Image

from articles.models import Article
from issues.models import EditionFile, Issue
from tests.desk_cast import make_article, make_issue, make_publication, place

pytestmark = pytest.mark.django_db

BODY = "<p>停航三个月的渡船今日复航，码头边站满了人。船票仍是两元，老人免票。</p>" * 6
PAGE = """海港日报
2026年11月
27
第43期(总第1043期)

渡船今日复航

停航三个月的渡船复航,码头边站满了人。(记者 贺知远)
"""
DONE, REFUSED, WRONG_USE = 0, 1, 2


@pytest.fixture
def issue():
    publication = make_publication()
    issue = make_issue(publication)
    for number in range(3):
        place(make_article(publication, f"第{number}班渡船复航", BODY), issue)
    return issue


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs a command like manage.py does; the exit code and what it said."""
    # manage.py closes the database at the end; the test's transaction still needs it.
    monkeypatch.setattr("django.core.management.base.connections.close_all", lambda: None)

    def run(name, *arguments):
        command = load_command_class("issues", name)
        code: object = DONE
        try:
            command.run_from_argv(["manage.py", name, *map(str, arguments)])
        except SystemExit as ended:
            code = ended.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def done(run):
    """The JSON object of a command that did what it should."""

    def done(name, *arguments):
        code, out, err = run(name, *arguments, "--json")
        assert (code, err) == (DONE, "")
        return json.loads(out)

    return done


# What they answer


def test_composing_says_how_full_each_page_is(done, issue):
    answer = done("compose_issue", 1042, "--seed", 4)

    page, empty = answer["pages"]
    assert (page["page"], page["stories"], empty["stories"]) == (1, 3, 0)
    assert f"page_thin:{page['holes']}" in page["violations"]  # three stories fill no page
    assert 0 < page["fill"] < 1
    assert (answer["overset"], answer["seed"]) == ([], 4)
    assert answer["milliseconds"] >= 0
    proposal = answer["proposal"]
    assert (proposal["pages"], proposal["unit"], proposal["over"]) == (2, 4, 0)
    assert proposal["missing"] > 360
    assert 0 < proposal["filled"] < 1
    assert proposal["told"][0].startswith("稿件可排0.")


def test_what_has_no_room_is_exit_1_and_still_one_json_object(run, issue):
    body = "<p>" + "渡船今日复航。" * 3000 + "</p>"
    giant = make_article(issue.publication, "长卷", body, may_jump=False)
    place(giant, issue)

    code, out, err = run("compose_issue", 1042, "--json")

    assert code == REFUSED
    assert [over["article"] for over in json.loads(out)["overset"]] == [giant.pk]
    assert "长卷" in err


def test_the_press_pdf_lies_in_the_folder_with_its_verification(done, issue, tmp_path):
    answer = done("export_issue", 1042, "--profile", "press", "--output", tmp_path / "out")

    [path] = answer["files"]
    assert path == str(tmp_path / "out/harbour-1042.pdf")
    assert (tmp_path / "out/harbour-1042.pdf").read_bytes()[:5] == b"%PDF-"
    assert answer["composed"] is True
    assert answer["verification"]["faults"] == []
    assert answer["verification"]["figures"]["pages"] == 1


def test_the_web_export_is_a_picture_and_its_zone_map(done, issue, tmp_path):
    answer = done("export_issue", 1042, "--profile", "web", "--page", 1, "--output", tmp_path)

    picture, zones = tmp_path / "harbour-1042-p1.png", tmp_path / "harbour-1042-p1.json"
    pdf = tmp_path / "harbour-1042-p1-web.pdf"
    assert answer["files"] == [str(picture), str(zones), str(pdf)]
    with Image.open(picture) as image:
        assert image.format == "PNG"
    assert {zone["article"] for zone in json.loads(zones.read_text())} == {
        article.pk for article in Article.objects.all()
    }


def test_publishing_answers_with_the_address_and_twice_is_once(done, issue, client):
    answer = done("publish_issue", 1042)

    assert answer == {"number": 1042, "url": "/harbour/issues/1042/"}
    assert client.get(answer["url"]).status_code == 200
    assert done("publish_issue", 1042) == answer
    assert EditionFile.objects.filter(profile="press").count() == 1


def test_withdrawing_takes_it_away_again(done, issue, client):
    url = done("publish_issue", 1042)["url"]

    answer = done("withdraw_issue", 1042, "--reason", "报头日期印错")

    assert answer == {"number": 1042, "state": "withdrawn"}
    assert client.get(url).status_code == 404


def test_importing_answers_with_what_was_understood(done, tmp_path):
    file = tmp_path / "page.txt"
    file.write_text(PAGE)

    answer = done("import_issue", file, "--publication", "harbour")

    assert list(answer) == ["publication", "issue", "articles", "doubts"]
    assert answer["publication"] == "harbour"
    assert answer["issue"]["number"] == 1043
    [article] = answer["articles"]
    assert article["headline"] == "渡船今日复航"
    assert article["paragraphs"] == ["停航三个月的渡船复航，码头边站满了人。"]
    assert article["bylines"] == [{"role": "记者", "name": "贺知远"}]


def test_an_imported_issue_can_be_published_at_once_and_again(done, tmp_path):
    file = tmp_path / "page.txt"
    file.write_text(PAGE)

    for _time in range(2):
        done("import_issue", file, "--publication", "harbour", "--publish")

    assert Issue.objects.get().state == Issue.State.PUBLISHED


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["compose_issue", 1042], "page 1: 3 stories"),
        (["export_issue", 1042, "--profile", "press", "--output"], "harbour-1042.pdf"),
        (["publish_issue", 1042], "/harbour/issues/1042/"),
    ],
)
def test_without_json_they_speak_in_lines(run, issue, tmp_path, command, words):
    code, out, err = run(*command, *([tmp_path] if command[-1] == "--output" else []))

    assert (code, err) == (DONE, "")
    assert words in out


# What they refuse


ONE_OF_EACH = [
    ["compose_issue"],
    ["export_issue", "--profile", "press"],
    ["publish_issue"],
    ["withdraw_issue", "--reason", "印错"],
]


@pytest.mark.parametrize("command", ONE_OF_EACH, ids=lambda command: command[0])
def test_an_issue_that_is_not_there_is_one_sentence(run, issue, command):
    code, out, err = run(command[0], 7777, *command[1:], "--json")

    assert (code, out) == (REFUSED, "")
    assert err.count("\n") == 1
    assert "7777" in err


@pytest.mark.parametrize("command", ONE_OF_EACH, ids=lambda command: command[0])
def test_a_number_that_two_papers_have_needs_the_papers_name(run, issue, command):
    make_issue(make_publication(slug="hill"))

    code, _out, err = run(command[0], 1042, *command[1:])

    assert code == REFUSED
    assert "--publication" in err


def test_with_the_papers_name_the_right_issue_is_taken(done, issue):
    make_issue(make_publication(slug="hill"))

    assert done("compose_issue", 1042, "--publication", "harbour")["pages"]


def test_an_empty_issue_is_refused_by_all_that_needs_stories(run):
    make_issue(make_publication())

    for command in ONE_OF_EACH:
        code, out, err = run(command[0], 1042, *command[1:])
        assert (code, out) == (REFUSED, ""), command
        assert err.count("\n") == 1, command
    assert not EditionFile.objects.exists()


def test_a_published_issue_is_not_composed_again(run, done, issue):
    done("publish_issue", 1042)

    code, _out, err = run("compose_issue", 1042)

    assert code == REFUSED
    assert "1042" in err


def test_withdrawing_twice_or_without_a_reason_is_refused(run, done, issue):
    done("publish_issue", 1042)

    assert run("withdraw_issue", 1042, "--reason", "  ")[0] == REFUSED
    assert run("withdraw_issue", 1042, "--reason", "印错")[0] == DONE
    assert run("withdraw_issue", 1042, "--reason", "印错")[0] == REFUSED


def test_a_folder_that_cannot_be_written_is_one_sentence(run, issue, tmp_path):
    (tmp_path / "file").write_text("in the way")

    code, out, err = run(
        "export_issue", 1042, "--profile", "press", "--output", tmp_path / "file/out"
    )

    assert (code, out) == (REFUSED, "")
    assert "cannot be written" in err


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04docx", b"\x00\x01\x02", b"%PDF-1.7", b"x" * (5 * 1024 * 1024 + 1), None],
    ids=["empty", "docx", "binary", "pdf", "over 5 MB", "not there"],
)
def test_a_file_that_is_no_text_is_one_sentence(run, tmp_path, data):
    file = tmp_path / "page.txt"
    if data is not None:
        file.write_bytes(data)

    code, out, err = run("import_issue", file, "--publication", "harbour", "--json")

    assert (code, out) == (REFUSED, "")
    assert err.count("\n") == 1
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    "command",
    [
        ["compose_issue"],
        ["compose_issue", "last"],
        ["compose_issue", 1042, "--seed", "x"],
        ["export_issue", 1042],
        ["export_issue", 1042, "--profile", "poster"],
        ["withdraw_issue", 1042],
        ["import_issue", "page.txt"],
        ["publish_issue", 1042, "--now"],
    ],
    ids=lambda command: " ".join(map(str, command)),
)
def test_wrong_use_is_exit_2_with_the_usage(run, issue, command):
    code, out, err = run(*command)

    assert (code, out) == (WRONG_USE, "")
    assert "usage:" in err


# The demo


def test_the_demo_makes_two_published_issues_and_an_account_once(run):
    code, out, _steps = run("demo", "--json")
    first = json.loads(out)

    assert code == DONE
    assert Issue.objects.filter(state=Issue.State.PUBLISHED).count() == 2
    assert len(first["files"]) == 10
    assert User.objects.get(is_superuser=True).username == first["account"]

    code, out, err = run("demo")

    assert (code, err) == (DONE, "")
    assert "changepassword editor" in out
    assert first["password"] not in out
    assert all(file in out for file in first["files"])
    assert User.objects.get().check_password(first["password"])


def test_a_second_demo_does_not_bring_back_what_was_withdrawn(run, monkeypatch, issue):
    Issue.objects.update(state=Issue.State.WITHDRAWN)
    monkeypatch.setattr("issues.management.commands.demo.load_sample", lambda say: [issue])
    issue.refresh_from_db()

    assert run("demo")[0] == DONE
    assert Issue.objects.get().state == Issue.State.WITHDRAWN
