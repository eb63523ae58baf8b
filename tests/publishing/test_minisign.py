"""Keys and signatures, against our own reader and against Debian's program."""

import subprocess
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.minisign import (
    SECRET_KEY_NAME,
    BadKey,
    BadSignature,
    BadSignatureFile,
    Signature,
    Signer,
    verify,
)
from tests.conftest import program

DATA = "桦南县 manifest".encode()
COMMENT = "edition:7 第七版"


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    """A key pair."""
    return Signer.load_or_create(tmp_path_factory.mktemp("keys") / "keys")


def test_signature_verifies_and_gives_its_comment(signer: Signer) -> None:
    assert verify(DATA, signer.sign(DATA, COMMENT), signer.public_key) == COMMENT


@given(st.data())
def test_any_changed_byte_of_the_signed_lines_is_found_in_the_signature(
    signer: Signer, data: st.DataObject
) -> None:
    signature = signer.sign(DATA, COMMENT)
    start = signature.index(b"\n") + 1  # the first line is a remark that no signature covers
    place = data.draw(st.integers(start, len(signature) - 1))
    changed = bytearray(signature)
    changed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BadSignatureFile):
        verify(DATA, bytes(changed), signer.public_key)


@given(st.binary())
def test_other_data_is_not_the_fault_of_the_signature(signer: Signer, other: bytes) -> None:
    with pytest.raises(BadSignature) as raised:
        verify(DATA + other + b"!", signer.sign(DATA, COMMENT), signer.public_key)
    assert not isinstance(raised.value, BadSignatureFile)


@given(st.binary(max_size=400))
def test_noise_is_no_signature(signer: Signer, noise: bytes) -> None:
    with pytest.raises(BadSignatureFile):
        verify(DATA, noise, signer.public_key)


def test_another_key_is_refused(signer: Signer, tmp_path: Path) -> None:
    other = Signer.load_or_create(tmp_path)
    with pytest.raises(BadSignatureFile, match="another key"):
        verify(DATA, signer.sign(DATA, COMMENT), other.public_key)


@pytest.mark.parametrize("key", ["", "!", "RWQ=", "A" * 56])
def test_what_is_no_public_key_is_said_to_be_none(signer: Signer, key: str) -> None:
    with pytest.raises(BadKey):
        verify(DATA, signer.sign(DATA, COMMENT), key)


def test_parsing_and_writing_a_signature_are_each_other_s_reverse(signer: Signer) -> None:
    signature = signer.sign(DATA, COMMENT)
    assert Signature.parse(signature).as_bytes() == signature


def test_a_comment_of_two_lines_is_refused(signer: Signer) -> None:
    with pytest.raises(ValueError, match="one printable line"):
        signer.sign(DATA, "one\ntwo")


def test_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    keys = tmp_path / "data/keys"
    first = Signer.load_or_create(keys)
    assert Signer.load_or_create(keys).public_key == first.public_key
    assert (keys / SECRET_KEY_NAME).stat().st_mode & 0o777 == 0o600
    assert keys.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in keys.iterdir()] == [SECRET_KEY_NAME]


def test_two_first_starts_at_once_get_one_key(tmp_path: Path) -> None:
    gate = threading.Barrier(8)
    found: list[str] = []

    def start() -> None:
        gate.wait()
        found.append(Signer.load_or_create(tmp_path / "keys").public_key)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    Signer.load_or_create(tmp_path)
    (tmp_path / SECRET_KEY_NAME).chmod(0o640)
    with pytest.raises(BadKey, match="chmod 600"):
        Signer.load_or_create(tmp_path)


@pytest.mark.parametrize(
    "damage", [b"", b"untrusted comment: x\nnot base64\n", b"untrusted comment: x\nRWQ=\n"]
)
def test_a_damaged_key_is_named(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / SECRET_KEY_NAME
    path.touch(mode=0o600)
    path.write_bytes(damage)
    with pytest.raises(BadKey, match=SECRET_KEY_NAME):
        Signer.load_or_create(tmp_path)


@pytest.mark.debian
def test_debian_accepts_ours_and_refuses_an_altered_file(signer: Signer, tmp_path: Path) -> None:
    signed = tmp_path / "manifest.json"
    signed.write_bytes(DATA)
    (tmp_path / "manifest.json.minisig").write_bytes(signer.sign(DATA, COMMENT))
    (tmp_path / "key.pub").write_bytes(signer.public_key_file)
    by_text = [program("minisign"), "-V", "-m", str(signed), "-P", signer.public_key]
    by_file = [program("minisign"), "-V", "-m", str(signed), "-p", str(tmp_path / "key.pub")]
    for command in (by_text, by_file):
        answer = subprocess.run(command, capture_output=True, text=True, check=True)
        assert COMMENT in answer.stdout
    signed.write_bytes(DATA + b" ")
    assert subprocess.run(by_text, capture_output=True, check=False).returncode != 0


@pytest.mark.debian
def test_we_accept_what_debian_signs_with_our_key(tmp_path: Path) -> None:
    signer = Signer.load_or_create(tmp_path / "keys")
    file = tmp_path / "file"
    file.write_bytes(DATA)
    key = str(tmp_path / "keys" / SECRET_KEY_NAME)
    subprocess.run(
        [program("minisign"), "-S", "-s", key, "-m", str(file), "-t", COMMENT],
        check=True,
        capture_output=True,
    )
    assert verify(DATA, (tmp_path / "file.minisig").read_bytes(), signer.public_key) == COMMENT
