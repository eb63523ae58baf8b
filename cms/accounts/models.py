"""Accounts of the desk: one person, one account."""

from django.contrib.auth.models import AbstractUser


# Wagtail, untyped, adds relations to accounts that the plugin cannot resolve to a manager.
class User(AbstractUser):  # type: ignore[django-manager-missing]
    """A member of staff. A class of our own from the first migration on, because it cannot be swapped later."""

    class Meta(AbstractUser.Meta):
        verbose_name = "账号"
        verbose_name_plural = "账号"

    def __str__(self) -> str:
        """The real name; the login name where none is set."""
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        """Family name first and no space between, as names are written in Chinese."""
        return f"{self.last_name}{self.first_name}".strip()
