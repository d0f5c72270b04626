"""Accounts and roles: Django's screens, with the rights in the reader's words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.rights import right_in_words

OUR_APPS = ("articles", "issues", "auth")


class _RightsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return right_in_words(obj)


class _BoxesMixin:
    """Roles, and the rights that mean something here, are boxes to tick, in words."""

    def formfield_for_manytomany(
        self,
        db_field: models.ManyToManyField[Any, Any],
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> Any:
        kwargs["widget"] = forms.CheckboxSelectMultiple
        if db_field.related_model is Permission:
            kwargs["form_class"] = _RightsField
            kwargs["queryset"] = Permission.objects.filter(
                content_type__app_label__in=OUR_APPS
            ).select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


admin.site.unregister((Group, User))


@admin.register(User)
class AccountAdmin(_BoxesMixin, UserAdmin):  # type: ignore[type-arg]
    list_display = ("username", "full_name", "roles", "email", "last_login")
    list_filter = ("groups", "is_active")
    filter_horizontal = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("full name"))
    def full_name(self, user: User) -> str:
        return user.get_full_name() or "–"

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return " · ".join(group.name for group in user.groups.all()) or "–"


@admin.register(Group)
class RoleAdmin(_BoxesMixin, GroupAdmin):
    filter_horizontal = ()
