"""`python -m tests.benchmarks.changed_story NUMBER`: save one story longer, export the issue again.

One process does what an editor's correction costs: Django's start, the save, pages composed anew,
the press PDF painted, finished and read back.
"""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

ADDED = "<p>以上情况本报将继续关注。</p>"


def main(number: int) -> None:
    django.setup()
    from articles.editing import save_article
    from issues.models import Issue
    from issues.printing import export_issue

    issue = Issue.objects.select_related("publication").get(number=number)
    article = issue.placements.select_related("article").order_by("order")[0].article
    article.body += ADDED
    save_article(article, by=None)
    export = export_issue(issue, "press", by=None)
    if not export.composed or export.report["faults"]:
        raise SystemExit("The changed story did not reach a clean press PDF.")


if __name__ == "__main__":
    main(int(sys.argv[1]))
