"""Ed25519 signatures in minisign's format: anyone can check them with `minisign -V` and the public key alone.

Keys and signatures are as in https://jedisct1.github.io/minisign/, prehashed with BLAKE2b. The secret key is stored
without a password, as `minisign -G -W` does, because a build runs with nobody there to type one.
"""

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from publishing.durable import sync_folder, write_new

SECRET_KEY_NAME = "edition.key"  # noqa: S105 - a file name

UNTRUSTED_COMMENT = "signature of 桦南治理公开"
"""The line that a signature does not cover; ours is always this one."""

_ALGORITHM = b"Ed"
_PREHASHED = b"ED"
_UNTRUSTED = b"untrusted comment: "
_TRUSTED = b"trusted comment: "
_SECRET_HEADER = _ALGORITHM + b"\0\0" + b"B2" + bytes(48)
"""Algorithm, no key derivation, checksum kind, then salt and limits, which nothing uses without a password."""
_SECRET_SIZE = 158


class BadSignature(Exception):
    """The signature is not this key's signature of these bytes, or is no signature at all."""


class BadSignatureFile(BadSignature):
    """The signature itself is damaged, or is another key's: nothing is known about the data."""


class BadKey(Exception):
    """A key file that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The four lines of a `.minisig` file, taken apart."""

    untrusted_comment: str
    key_id: bytes
    signature: bytes
    """64 bytes over the BLAKE2b-512 of the data."""
    trusted_comment: str
    global_signature: bytes
    """64 bytes over `signature` and the trusted comment."""

    def as_bytes(self) -> bytes:
        """The file."""
        lines = (
            _UNTRUSTED + self.untrusted_comment.encode(),
            base64.b64encode(_PREHASHED + self.key_id + self.signature),
            _TRUSTED + self.trusted_comment.encode(),
            base64.b64encode(self.global_signature),
        )
        return b"".join(line + b"\n" for line in lines)

    @classmethod
    def parse(cls, data: bytes) -> "Signature":
        """Reads a file. Strict: only bytes that `as_bytes` would write. Raises BadSignatureFile."""
        lines = data.split(b"\n")
        if len(lines) != 5 or not lines[0].startswith(_UNTRUSTED) or not lines[2].startswith(_TRUSTED):
            raise BadSignatureFile("not a minisign signature")
        try:
            first, last = (base64.b64decode(line, validate=True) for line in (lines[1], lines[3]))
            untrusted = lines[0].removeprefix(_UNTRUSTED).decode()
            trusted = lines[2].removeprefix(_TRUSTED).decode()
        except (binascii.Error, UnicodeDecodeError) as fault:
            raise BadSignatureFile("not a minisign signature") from fault
        parsed = cls(untrusted, first[2:10], first[10:], trusted, last)
        if len(first) != 74 or len(last) != 64 or parsed.as_bytes() != data:
            raise BadSignatureFile("not a prehashed minisign signature")
        return parsed


class Signer:
    """Holds the secret key and signs. Make it with `load_or_create`."""

    def __init__(self, key_id: bytes, key: Ed25519PrivateKey) -> None:
        """`key_id` is the 8 bytes by which minisign tells keys apart."""
        self._key_id = key_id
        self._key = key
        self._public = key.public_key().public_bytes_raw()

    @classmethod
    def load_or_create(cls, keys_folder: Path) -> "Signer":
        """The key pair in the folder, made there (0600, folder 0700) when there is none.

        Two processes that start at once get the same key. Raises BadKey for a file that is damaged, or that
        others than its owner may read.
        """
        path = keys_folder / SECRET_KEY_NAME
        if not path.exists():
            _create(path)
        return cls._load(path)

    @property
    def public_key(self) -> str:
        """The public key in one line, as `minisign -P` takes it."""
        return base64.b64encode(_ALGORITHM + self._key_id + self._public).decode()

    @property
    def public_key_file(self) -> bytes:
        """The `.pub` file, two lines, as `minisign -p` takes it."""
        name = int.from_bytes(self._key_id, "little")
        return f"untrusted comment: minisign public key {name:X}\n{self.public_key}\n".encode()

    def sign(self, data: bytes, trusted_comment: str) -> bytes:
        """The `.minisig` file for the data. Raises ValueError for a comment of more than one line."""
        if not trusted_comment.isprintable():
            raise ValueError("a trusted comment is one printable line")
        signature = self._key.sign(_prehash(data))
        return Signature(
            UNTRUSTED_COMMENT,
            self._key_id,
            signature,
            trusted_comment,
            self._key.sign(signature + trusted_comment.encode()),
        ).as_bytes()

    @classmethod
    def _load(cls, path: Path) -> "Signer":
        if path.stat().st_mode & 0o077:
            raise BadKey(f"{path} 的权限过宽，应为 600：chmod 600 {path}")
        lines = path.read_bytes().split(b"\n")
        try:
            raw = base64.b64decode(lines[1], validate=True)
        except (IndexError, binascii.Error) as fault:
            raise BadKey(f"{path} 不是 minisign 私钥文件") from fault
        if len(raw) != _SECRET_SIZE or raw[:4] != _SECRET_HEADER[:4]:
            raise BadKey(f"{path} 不是未加密的 minisign 私钥文件")
        key = Ed25519PrivateKey.from_private_bytes(raw[62:94])
        if key.public_key().public_bytes_raw() != raw[94:126]:
            raise BadKey(f"{path} 已损坏：私钥与公钥不成对")
        return cls(raw[54:62], key)


def verify(data: bytes, signature: bytes, public_key: str) -> str:
    """The trusted comment, when the signature is this key's for these bytes. Raises BadSignature otherwise, as
    BadSignatureFile where the fault lies in the signature, and BadKey for what is no public key.

    `public_key` is the one line that `minisign -P` takes.
    """
    parsed = Signature.parse(signature)
    key_id, key = _public_parts(public_key)
    if parsed.key_id != key_id:
        raise BadSignatureFile("signed with another key")
    try:
        # First the signature file in itself, so that a fault is laid at the right door.
        key.verify(parsed.global_signature, parsed.signature + parsed.trusted_comment.encode())
    except InvalidSignature as fault:
        raise BadSignatureFile("the signature file is damaged") from fault
    try:
        key.verify(parsed.signature, _prehash(data))
    except InvalidSignature as fault:
        raise BadSignature("the signature does not fit the bytes") from fault
    return parsed.trusted_comment


def _prehash(data: bytes) -> bytes:
    return hashlib.blake2b(data).digest()


def _public_parts(public_key: str) -> tuple[bytes, Ed25519PublicKey]:
    try:
        raw = base64.b64decode(public_key, validate=True)
    except binascii.Error as fault:
        raise BadKey("公钥不是 base64") from fault
    if len(raw) != 42 or raw[:2] != _ALGORITHM:
        raise BadKey("不是 minisign 公钥")
    return raw[2:10], Ed25519PublicKey.from_public_bytes(raw[10:])


def _create(path: Path) -> None:
    """Writes a new secret key. Where another process was quicker, its key stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    key = Ed25519PrivateKey.generate()
    pair = key.private_bytes_raw() + key.public_key().public_bytes_raw()
    raw = _SECRET_HEADER + os.urandom(8) + pair + bytes(32)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    write_new(draft, b"untrusted comment: minisign secret key\n" + base64.b64encode(raw) + b"\n", mode=0o600)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    sync_folder(path.parent)
