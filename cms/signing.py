"""The county's key pair, made at the first start and kept below DATA/keys."""

from functools import cache
from pathlib import Path

from django.conf import settings

from publishing.folder import DataFolder
from publishing.minisign import Signer


def data_folder() -> DataFolder:
    """The DATA folder of this deployment."""
    return DataFolder(settings.DATA_DIR)


@cache
def signer_at(keys: str) -> Signer:
    """The signer of a keys folder; read once a process."""
    return Signer.load_or_create(Path(keys))


def signer() -> Signer:
    """The signer. Makes the key pair when there is none."""
    return signer_at(str(data_folder().keys))


def public_key() -> str:
    """The public key in one line, as `minisign -P` takes it."""
    return signer().public_key
