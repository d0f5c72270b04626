from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class IssuesConfig(AppConfig):
    name = "issues"
    verbose_name = _("The paper")

    def ready(self) -> None:
        from issues.typefaces import font_errors
        from newsroom.memory import collect_seldom

        collect_seldom()
        register(font_errors)
