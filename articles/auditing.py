"""Who may do a thing, and the record that it was done. Every verb of both apps goes through here.

An actor of ``None`` is the operator at the command line, who may do everything.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _

from articles.models import AuditEntry
from articles.rights import named_right

Actor = User | AnonymousUser | AbstractBaseUser | None
OPERATOR = "command line"  # who acts where there is no account


def require(by: Actor, permission: str) -> None:
    """Raises PermissionDenied, naming the missing right, unless the actor has it."""
    if by is None:
        return
    if not getattr(by, "is_active", False) or not by.has_perm(permission):  # type: ignore[union-attr]
        raise PermissionDenied(
            _("Your account may not do this (right: %(right)s). Ask the chief editor.")
            % {"right": named_right(permission)}
        )


def account(by: Actor) -> User | None:
    return by if isinstance(by, User) else None


def name_of(by: Actor) -> str:
    user = account(by)
    # Two names of 150 characters each do not fit the columns of 150.
    return (user.get_full_name() or user.get_username())[:150] if user else OPERATOR


def record(by: Actor, verb: str, target: models.Model, **details: Any) -> AuditEntry:
    """Append one entry; call it inside the transaction of the change itself."""
    return AuditEntry.objects.create(
        actor=account(by),
        actor_name=name_of(by),
        verb=verb,
        target=f"{target._meta.label_lower}:{target.pk}",
        label=str(target)[:200],
        details=details,
    )
