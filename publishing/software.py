"""Which software made something: what is taken over from an earlier build must have been made by the same."""

from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KINDS = {".py", ".html", ".mo"}


@cache
def software_digest() -> str:
    """SHA-256 over the project's code, templates and translations, and the versions of what is installed.

    Read once a process: code that runs does not change.
    """
    digest = sha256()
    for name in ("cms", "publishing", "site/config", "site/locale", "templates"):
        for path in sorted((ROOT / name).rglob("*")):
            if path.suffix in KINDS:
                digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    installed = sorted({f"{found.name} {found.version}" for found in distributions()})
    digest.update("\n".join(installed).encode())
    return digest.hexdigest()
