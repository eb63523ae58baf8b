"""Looks after the index when the database is migrated, which every start does."""

import logging
from typing import Any

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate

log = logging.getLogger(__name__)


class ChineseSearchConfig(AppConfig):
    """The desk's search."""

    name = "cms.chinese_search"
    label = "chinese_search"
    verbose_name = "编辑台的查找"

    def ready(self) -> None:
        """Connect to the end of migrations, where Wagtail's index has its tables: an app without any is never told."""
        tables = apps.get_app_config("wagtailsearch")
        post_migrate.connect(_bring_up_to_date, sender=tables, dispatch_uid="search-index")


def _bring_up_to_date(using: str, **kwargs: Any) -> None:
    """Build the index again when it is not by the present rules: once after an update, one question otherwise.

    The public site does not need this index, so a failure is told and leaves everything else to start.
    """
    # Needs the models, which are not there when this module is loaded.
    from cms.chinese_search import freshness

    if using != DEFAULT_DB_ALIAS:
        return
    try:
        if not freshness.is_current() and _is_fully_migrated():
            freshness.build_again()
    except Exception:
        log.exception("编辑台的查找索引没有建成，下次启动时再建；也可以运行 manage.py update_index。")


def _is_fully_migrated() -> bool:
    """False halfway through, when tables and models may differ."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
