"""What Wagtail's own migrations name in English: the root of the tree, the two groups, the workflow and its task."""

from django.db import migrations

GROUPS = {"Editors": "编辑组", "Moderators": "审核组"}
WORKFLOW = {"Moderators approval": "审核"}
ROOT = {"Root": "全部页面"}


def _rename(model, field, names):
    for english, chinese in names.items():
        taken = model.objects.filter(**{field: chinese})
        if not taken.exists():
            model.objects.filter(**{field: english}).update(**{field: chinese})


def name_in_chinese(apps, schema_editor):
    """Rename what still has the name that Wagtail gave it."""
    _rename(apps.get_model("auth", "Group"), "name", GROUPS)
    for kind in ("Workflow", "Task"):
        _rename(apps.get_model("wagtailcore", kind), "name", WORKFLOW)
    page = apps.get_model("wagtailcore", "Page")
    for english, chinese in ROOT.items():
        page.objects.filter(depth=1, title=english).update(title=chinese, draft_title=chinese)


class Migration(migrations.Migration):
    dependencies = [("cms", "0001_initial"), ("wagtailcore", "0098_apitoken"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(name_in_chinese, migrations.RunPython.noop)]
