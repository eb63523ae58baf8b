"""`/healthz`: which edition this process serves, since when, and whether it had to refuse a newer one."""

import json
from http import HTTPStatus

from django.utils import timezone

from publishing.reader.answer import Answer
from publishing.reader.conditions import Environ
from publishing.reader.current import CurrentEdition
from publishing.reader.headers import NEVER, safety

JSON = "application/json"


def health(current: CurrentEdition, environ: Environ) -> Answer:
    """200 with an edition in force, 503 without one.

    An edition whose signature fails is never put in force, so the one in force is `verified`, with `key`;
    `pinned` is false where that key came with the edition itself, which shows accidents but no forger.
    `refused` says why the newest edition is not in force.
    """
    edition = current.get()
    facts: dict[str, object] = {"edition": None, "verified": False, "refused": current.refused}
    if edition is not None:
        age = timezone.now() - edition.published
        facts |= {
            "edition": edition.number,
            "published": edition.published.isoformat(),
            "age_seconds": int(age.total_seconds()),
            "manifest_sha256": edition.store.manifest_sha256,
            "verified": True,
            "key": current.public_key or edition.frame.public_key,
            "pinned": current.public_key is not None,
        }
    body = json.dumps(facts, ensure_ascii=False).encode()
    headers = [
        ("Content-Type", JSON),
        ("Content-Length", str(len(body))),
        ("Cache-Control", NEVER),
        ("Vary", "Accept-Encoding"),
        *safety("/healthz", edition.base_url if edition else ""),
    ]
    status = HTTPStatus.OK if edition else HTTPStatus.SERVICE_UNAVAILABLE
    return Answer(status, headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else body)
