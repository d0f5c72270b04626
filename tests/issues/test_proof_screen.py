"""The screen of a page's proofs, and what the release screen says of signatures."""

import pytest
from django.urls import reverse

from articles.models import Article
from issues.composing import compose_issue
from issues.models import Issue, PageSignoff
from issues.printing import export_issue
from issues.proofing import sign_page
from issues.releasing import Order, ReleaseRefusedError, release_to_print
from tests.desk_cast import make_article, make_issue, make_publication, person, place

pytestmark = pytest.mark.django_db
BODY = (
    "<p>渡口停航十一年，昨天早上七点重新开航。第一班船坐了四十二人，多数是去对岸上学的孩子。</p>"
    * 9
)


@pytest.fixture
def issue():
    publication = make_publication()
    made = make_issue(publication)
    place(make_article(publication, headline="渡船复航", body=BODY), made, page=1)
    place(make_article(publication, headline="湖堤夜练", body=BODY), made, page=2)
    export_issue(made, "proof", by=None)
    return made


@pytest.fixture
def lin(client):
    somebody = person("lin")
    client.force_login(somebody)
    return somebody


def address(issue, number=1):
    return reverse("admin:issues_issue_proofs", args=[issue.pk, number])


def rewrite(headline="渡船复航", words="四十三人<b>&lt;script&gt;</b>"):
    article = Article.objects.get(headline=headline)
    article.body = article.body.replace("四十二人", words, 1)
    article.version += 1
    article.save()


def test_the_first_proof_can_be_signed_and_has_nothing_to_be_compared_with(client, issue, lin):
    text = client.get(address(issue)).content.decode()

    assert text.count("签第1号大样") >= 5
    assert 'class="comparison"' not in text

    client.post(address(issue), {"verb": "sign", "stage": "chief", "proof": "1"})

    assert PageSignoff.objects.get().signed_by == lin
    assert "已签" in client.get(address(issue)).content.decode()


def test_a_change_is_drawn_and_listed_with_its_words_escaped(client, issue, lin):
    rewrite()
    export_issue(issue, "proof", by=None)

    text = client.get(address(issue)).content.decode()

    assert "从第1号大样到第2号大样" in text
    assert 'href="#change-1"' in text
    assert 'id="change-1"' in text
    assert "<del>二</del><ins>三</ins>" in text.replace("\n", "") or "<ins>" in text
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text
    assert "湖堤夜练" not in text


@pytest.mark.parametrize("read", ["1", "", "x", "9" * 30])
def test_a_proof_made_while_another_was_read_is_not_signed_unseen(client, issue, lin, read):
    text = client.get(address(issue)).content.decode()
    rewrite()
    export_issue(issue, "proof", by=None)

    client.post(address(issue), {"verb": "sign", "stage": "editor", "proof": read})

    assert 'name="proof" value="1"' in text
    assert not PageSignoff.objects.exists()


@pytest.mark.parametrize("query", ["?old=2&new=1", "?old=1&new=1", "?old=x&new=%00", "?new=99"])
def test_any_two_proofs_can_be_asked_for_and_nonsense_does_no_harm(client, issue, lin, query):
    rewrite()
    export_issue(issue, "proof", by=None)

    assert client.get(address(issue) + query).status_code == 200


def test_a_lost_signature_is_told_on_the_page_on_the_issue_and_at_the_release(client, issue, lin):
    sign_page(issue.pages.get(number=1), "editor", by=None)
    rewrite()
    export_issue(issue, "press", by=None)

    for name in ("admin:issues_issue_change", "admin:issues_issue_release"):
        text = client.get(reverse(name, args=[issue.pk])).content.decode()
        assert "责编：签字失效" in text
    assert "失效" in client.get(address(issue)).content.decode()


def test_a_page_that_lost_a_signature_is_released_only_when_that_is_ticked(issue):
    sign_page(issue.pages.get(number=1), "editor", by=None)
    rewrite()
    export_issue(issue, "press", by=None)
    order = Order(telephone="0000-1")

    with pytest.raises(ReleaseRefusedError, match="签字后"):
        release_to_print(issue, order, by=None)
    assert release_to_print(issue, order, by=None, pages=[2]).pages.count() == 1
    assert release_to_print(issue, order, by=None, pages=[1], unsigned=True).pages.count() == 1


def test_pages_that_nobody_signs_are_released_as_before(issue):
    export_issue(issue, "press", by=None)

    assert release_to_print(issue, Order(telephone="0000-1"), by=None).pages.count() == 2


def test_a_signature_is_taken_back_on_the_screen(client, issue, lin):
    signoff = sign_page(issue.pages.get(number=1), "editor", by=None)

    client.post(address(issue), {"verb": "withdraw", "signoff": signoff.pk, "reason": "看漏了"})
    client.post(address(issue, 2), {"verb": "withdraw", "signoff": "9" * 30, "reason": "x"})

    signoff.refresh_from_db()
    assert signoff.withdrawn_reason == "看漏了"


def test_a_published_issue_keeps_its_signatures_and_takes_no_more(client, issue, lin):
    sign_page(issue.pages.get(number=1), "editor", by=None)
    Issue.objects.update(state=Issue.State.PUBLISHED)
    issue.publication.mastheads.update(printer="另一家")

    text = client.get(address(issue)).content.decode()

    assert "失效" not in text
    assert "签第1号大样" not in text


def test_the_screen_is_for_those_who_may_see_files_and_pages_that_are_there(client, issue):
    client.force_login(person("wang"))
    assert client.get(address(issue)).status_code == 403
    client.force_login(person("mei"))
    assert client.get(address(issue, 9)).status_code == 404
    assert client.post(address(issue), {"verb": "burn"}).status_code == 404
    assert client.post(address(issue), {"verb": "sign", "stage": "chief"}).status_code == 403


def test_a_page_composed_again_without_a_change_keeps_its_signature(client, issue, lin):
    sign_page(issue.pages.get(number=1), "editor", by=None)

    compose_issue(issue, by=None)

    assert "失效" not in client.get(address(issue)).content.decode()


@pytest.mark.parametrize("proofs", [1, 4])
def test_the_screen_takes_a_flat_number_of_queries(
    proofs, client, issue, lin, django_assert_max_num_queries
):
    for _ in range(proofs):
        export_issue(issue, "proof", by=None)

    with django_assert_max_num_queries(30):
        client.get(address(issue))
