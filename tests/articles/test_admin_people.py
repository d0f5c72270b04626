import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.auditing import record
from articles.models import AuditEntry, Import, Official, Photo, Reporter
from tests.desk_cast import make_publication, make_reporter, person, picture_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin(client):
    user = person("lin")
    client.force_login(user)
    return user


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("words", ["欧阳", "ouyang", "ouyangqiu", "ou yang", "oyq", "ouyq", "听涛"])
def test_a_reporter_is_found_by_name_pinyin_initials_and_pen_name(words, client, lin):
    make_reporter("欧阳秋", aliases="听涛")
    make_reporter("祝晚晴")

    response = client.get(reverse("admin:articles_reporter_changelist"), {"q": words})

    assert [r.name for r in response.context["cl"].result_list] == ["欧阳秋"]


def test_the_byline_field_finds_a_reporter_by_initials(client, lin):
    reporter = make_reporter("欧阳秋")

    answer = client.get(
        reverse("admin:autocomplete"),
        {"term": "oyq", "app_label": "articles", "model_name": "byline", "field_name": "reporter"},
    )

    assert [row["id"] for row in answer.json()["results"]] == [str(reporter.pk)]


def test_adding_a_reporter_is_recorded(client, lin):
    client.post(reverse("admin:articles_reporter_add"), {"name": "祝晚晴", "kind": "staff"})

    assert Reporter.objects.get().pinyin == "zhu wan qing"
    assert AuditEntry.objects.get(verb="add_reporter").actor == lin


def test_a_reporter_who_signed_cannot_be_deleted(client, lin):
    reporter = make_reporter()
    article = make_publication().articles.create(headline="渡船复航")
    article.bylines.create(reporter=reporter)

    client.post(reverse("admin:articles_reporter_delete", args=[reporter.pk]), {"post": "yes"})

    assert Reporter.objects.filter(pk=reporter.pk).exists()


def test_an_official_is_saved_with_the_posts(client, lin):
    client.post(
        reverse("admin:articles_official_add"),
        {
            "name": "祝晚晴",
            "appointments-TOTAL_FORMS": 1,
            "appointments-INITIAL_FORMS": 0,
            "appointments-0-organisation": "海港区",
            "appointments-0-post": "区长",
            "appointments-0-order": 10,
        },
    )

    assert str(Official.objects.get().appointments.get()) == "海港区区长 祝晚晴"


def upload(client, data, name="ferry.png"):
    return client.post(
        reverse("admin:articles_photo_add"), {"file": SimpleUploadedFile(name, data)}
    )


def test_a_photo_is_measured_and_hashed(client, lin, media):
    upload(client, picture_bytes((40, 30)))

    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (40, 30)
    assert len(photo.sha256) == 64
    assert photo.size == len(picture_bytes((40, 30)))


def test_the_same_photo_again_is_named_not_stored(client, lin, media):
    upload(client, picture_bytes())

    response = upload(client, picture_bytes(), "again.png")

    assert Photo.objects.count() == 1
    assert str(Photo.objects.get()) in str(response.context["adminform"].form.errors["file"])


@pytest.mark.parametrize("data", [b"not a picture", picture_bytes()[:60], b"<svg onload='x()'/>"])
def test_what_is_no_picture_is_refused_with_a_sentence(data, client, lin, media):
    response = upload(client, data)

    assert response.context["adminform"].form.errors["file"]
    assert not Photo.objects.exists()


def test_a_picture_over_the_limit_is_refused(client, lin, media, monkeypatch):
    monkeypatch.setattr("articles.forms.MAX_PHOTO_BYTES", 10)

    response = upload(client, picture_bytes())

    assert "30 MB" in str(response.context["adminform"].form.errors["file"])


def test_a_photo_taken_upright_has_upright_measures(client, lin, media):
    from io import BytesIO

    from PIL import Image

    buffer, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    Image.new("RGB", (40, 30)).save(buffer, "JPEG", exif=exif)

    upload(client, buffer.getvalue(), "upright.jpg")

    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (30, 40)


def test_the_desk_shows_a_small_picture_to_those_who_may_see_photos(client, lin, media):
    upload(client, picture_bytes((400, 300)))
    address = reverse("admin:articles_photo_picture", args=[Photo.objects.get().pk, 160])

    response = client.get(address)
    client.force_login(person("chen"))

    assert response.headers["Content-Type"] == "image/jpeg"
    assert client.get(address).status_code == 403


def test_a_lost_picture_file_is_not_found_and_the_list_opens(client, lin, media):
    upload(client, picture_bytes())
    photo = Photo.objects.get()
    photo.file.storage.delete(str(photo.file.name))

    picture = client.get(reverse("admin:articles_photo_picture", args=[photo.pk, 160]))

    assert picture.status_code == 404
    assert client.get(reverse("admin:articles_photo_changelist")).status_code == 200


@pytest.mark.parametrize("model", ["auditentry", "import"])
def test_records_cannot_be_added_changed_or_deleted(model, client, lin):
    lin.is_superuser = True
    lin.save()
    entry = record(lin, "look", lin)
    kept = Import.objects.create(file_name="page.txt", original=b"x", sha256="0" * 64)
    row = entry if model == "auditentry" else kept

    changed = client.post(reverse(f"admin:articles_{model}_change", args=[row.pk]), {})

    assert client.get(reverse(f"admin:articles_{model}_add")).status_code == 403
    assert changed.status_code == 403
    assert client.post(reverse(f"admin:articles_{model}_delete", args=[row.pk])).status_code == 403
    assert client.get(reverse(f"admin:articles_{model}_change", args=[row.pk])).status_code == 200


LISTS = ["reporter", "official", "photo", "publication", "import", "auditentry"]


def make_rows(name, count, user):
    for number in range(count):
        if name == "reporter":
            make_reporter(f"记者{number}")
        elif name == "official":
            Official.objects.create(name=f"官员{number}").appointments.create(post="区长")
        elif name == "photo":
            Photo.objects.create(
                file=f"{number}.png", sha256=str(number), size=1, width=4, height=3
            )
        elif name == "publication":
            make_publication(slug=f"paper-{number}")
        elif name == "import":
            Import.objects.create(file_name="a.txt", original=b"x", sha256=str(number))
        else:
            record(user, "look", user)


@pytest.mark.parametrize("rows", [1, 20])
@pytest.mark.parametrize("name", LISTS)
def test_every_list_takes_a_flat_number_of_queries(
    name, rows, client, lin, monkeypatch, django_assert_max_num_queries
):
    # Django measures a picture whose row says nothing; these rows have no file to measure.
    monkeypatch.setattr(Photo._meta.get_field("file"), "update_dimension_fields", lambda *a, **k: 0)
    lin.is_superuser = True
    lin.save()
    make_rows(name, rows, lin)

    with django_assert_max_num_queries(10):
        response = client.get(reverse(f"admin:articles_{name}_changelist"))

    assert response.context["cl"].result_count >= rows
