"""Accounts of the desk. An app of its own: Wagtail's tables depend on it, and ours depend on Wagtail's."""
