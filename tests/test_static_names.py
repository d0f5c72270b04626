"""A static file that a template names is there: else its page is an error where they are served."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def test_every_static_file_that_a_template_names_is_there():
    named = {
        name: path.name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r'{% static "([^"]+)" %}', path.read_text(encoding="utf-8"))
    }

    assert len(named) > 5
    assert {name for name in named if not finders.find(name)} == set()
