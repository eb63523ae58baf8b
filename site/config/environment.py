"""Reads the deployment's environment. Safe values are the defaults; a wrong value stops the start."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = {"127.0.0.1", "localhost", "::1", "testserver"}


def data_folder(base: Path) -> Path:
    """DATA_DIR, absolute; `var/` in the checkout by default."""
    return Path(os.environ.get("DATA_DIR") or base / "var").resolve()


def base_url() -> str:
    """BASE_URL without a trailing slash. Raises ImproperlyConfigured when it is not an http(s) address."""
    url = os.environ.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ImproperlyConfigured(f"BASE_URL 应为 http(s)://主机[/前缀]，现在是 {url!r}")
    return url


def reviews(url: str) -> int:
    """The number of review steps: 3, or 0 for a trial, which is refused outside this machine.

    Raises ImproperlyConfigured for other numbers, and for 0 when BASE_URL is not a loopback address.
    """
    text = os.environ.get("HUANAN_REVIEWS", "3")
    if text not in {"0", "3"}:
        raise ImproperlyConfigured(f"HUANAN_REVIEWS 只能是 3（三审）或 0（试用），现在是 {text!r}")
    if text == "0" and urlsplit(url).hostname not in LOOPBACK:
        raise ImproperlyConfigured(f"试用方式（HUANAN_REVIEWS=0）只能在本机使用，不能用于 {url}")
    return int(text)


def secret_key(folder: Path) -> str:
    """DJANGO_SECRET_KEY, or a random key kept with the other keys (0600) from the first start on."""
    given = os.environ.get("DJANGO_SECRET_KEY")
    if given:
        return given
    path = folder / "keys" / "django-secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        candidate = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(candidate, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        # Two processes may start at once: the first link wins and both read the same key.
        try:
            os.link(candidate, path)
        except FileExistsError:
            pass
        finally:
            candidate.unlink()
    return path.read_text()


def processes() -> int:
    """HUANAN_BUILD_PROCESSES: how many processes render; 0, the default, is one for each core.

    Raises ImproperlyConfigured when it is not a whole number.
    """
    text = os.environ.get("HUANAN_BUILD_PROCESSES", "0")
    if not text.isascii() or not text.isdigit():
        raise ImproperlyConfigured(f"HUANAN_BUILD_PROCESSES 应为 0 或正整数，现在是 {text!r}")
    return int(text)


def flag(name: str) -> bool:
    """True when the variable is 1, true or yes."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes"}


def words(name: str, default: list[str]) -> list[str]:
    """A list separated by commas."""
    text = os.environ.get(name)
    return [word.strip() for word in text.split(",") if word.strip()] if text else default
