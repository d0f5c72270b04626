"""The rich-text field of an article. The only file that imports the editor package."""

from __future__ import annotations

from typing import Any

from ckeditor.fields import RichTextField
from ckeditor.widgets import CKEditorWidget
from django.db import models

from newsroom.copydesk.parse import clean_html

__all__ = ["CKEditorWidget", "StoryField"]


class StoryField(RichTextField):  # type: ignore[misc]  # ckeditor has no types
    """HTML of the project's own subset; whatever comes in is cleaned before it is stored."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        cleaned = clean_html(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, cleaned)
        return cleaned
