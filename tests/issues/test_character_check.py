"""Rare characters of names are told at the desk, with their place, before anybody exports."""

import pytest
from django.urls import reverse

from articles.models import ArticlePhoto, Byline
from issues.characters import characters_of_article
from issues.composing import compose_issue
from tests.desk_cast import (
    make_article,
    make_issue,
    make_photo,
    make_publication,
    make_reporter,
    person,
    place,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lin")]
NO_GLYPH = "\U00020000"


@pytest.fixture
def issue():
    return make_issue(make_publication())


@pytest.fixture
def lin(client):
    client.force_login(person("lin"))


def signed_by(name, publication, **facts):
    article = make_article(publication, **facts)
    Byline.objects.create(article=article, reporter=make_reporter(name))
    return article


def screen(client, issue):
    return client.get(reverse("admin:issues_issue_change", args=[issue.pk]))


def test_a_name_no_font_has_stands_on_the_screen_before_any_export(client, issue):
    place(signed_by(f"林{NO_GLYPH}", issue.publication, headline="海塘加固"), issue)
    compose_issue(issue, by=None)

    page = screen(client, issue)

    [problem] = [line for line in page.context["problems"] if NO_GLYPH in line]
    assert "海塘加固" in problem
    assert f"林{NO_GLYPH}" in problem
    assert "U+20000" in problem
    [story] = page.context["light_table"].sheets[0].stories
    assert story.is_unprintable
    assert "state blocked" in page.content.decode()


def test_a_name_another_face_prints_is_told_and_stops_nobody(client, issue):
    place(signed_by("林㛃", issue.publication, body="<p>𠮷先生与林㛃、龚䶮同来。</p>"), issue)
    compose_issue(issue, by=None)

    page = screen(client, issue)

    assert not any("U+" in line for line in page.context["problems"])
    [line] = page.context["substituted"]
    assert "𠮷（U+20BB7）" in line
    assert line in page.content.decode()


@pytest.mark.parametrize("char", "㛃䶮喆堃𫖯")
def test_names_that_every_face_has_need_no_word(issue, char):
    article = signed_by(f"林{char}", issue.publication, headline=f"{char}来了")

    assert not characters_of_article(article).missing
    assert not characters_of_article(article).substituted


def test_duty_editors_credits_and_captions_are_looked_up(client, issue):
    article = make_article(issue.publication, headline="渡口")
    photo = make_photo(credit=f"卜{NO_GLYPH}　摄")
    ArticlePhoto.objects.create(article=article, photo=photo, caption=f"图为{NO_GLYPH}")
    place(article, issue, page=2)
    issue.pages.filter(number=2).update(duty_editor=make_reporter(f"陈{NO_GLYPH}"))
    compose_issue(issue, by=None)

    told = [line for line in screen(client, issue).context["problems"] if NO_GLYPH in line]

    assert len(told) == 3
    for near in (f"卜{NO_GLYPH}", f"图为{NO_GLYPH}", f"陈{NO_GLYPH}"):
        assert any(f"› {near}" in line or f"：{near}" in line for line in told)


def test_an_article_in_no_issue_is_looked_up_in_the_fonts_of_its_paper(client, issue):
    article = make_article(issue.publication, body="<p>𠮷先生</p>")
    screen_of = reverse("admin:articles_article_change", args=[article.pk])
    assert "𠮷（U+20BB7）" in client.get(screen_of).content.decode()

    masthead = issue.masthead
    masthead.font_roles = {"song": "kai"}
    masthead.save()

    assert "𠮷（U+20BB7）" not in client.get(screen_of).content.decode()


def test_fonts_that_are_not_there_are_a_sentence_on_both_screens(client, issue):
    masthead = issue.masthead
    masthead.font_roles = {"song": "gone"}
    masthead.save()
    article = make_article(issue.publication)
    place(article, issue)

    assert any("gone" in line for line in screen(client, issue).context["problems"])
    article_screen = client.get(reverse("admin:articles_article_change", args=[article.pk]))
    assert "gone" in article_screen.content.decode()
