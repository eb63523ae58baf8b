"""Whether a release still holds the bytes that were signed when it was cut."""

import json
from collections.abc import Iterator

from publishing import minisign
from publishing.canonical import sha256_hex
from publishing.release_folders import MANIFEST, SIGNATURE, Release, release_files
from publishing.release_withdrawal import note_fault


def release_faults(release: Release, public_key: str) -> Iterator[str]:
    """Each fault of a release on disk, in Chinese, naming its file; none where all is as signed.

    Reads every file. Where the manifest itself is at fault, what it lists is not judged. Of a release that was
    withdrawn for privacy the data are not missed, if the note that says so is signed.
    """
    try:
        manifest = (release.folder / MANIFEST).read_bytes()
        signature = (release.folder / SIGNATURE).read_bytes()
        minisign.verify(manifest, signature, public_key)
    except FileNotFoundError as fault:
        yield f"缺少 {fault.filename}"
        return
    except minisign.BadSignature:
        yield f"{release.folder / MANIFEST} 与签名不符"
        return
    if minisign.Signature.parse(signature).untrusted_comment != minisign.UNTRUSTED_COMMENT:
        # The one line that no signature covers.
        yield f"{release.folder / SIGNATURE} 的首行注释被改动"
    listed = {entry["path"].rpartition("/")[2]: entry["sha256"] for entry in json.loads(manifest)["files"]}
    if release.withdrawn and (wrong := note_fault(release, public_key)):
        yield wrong
    there = {file.name: file.path for file in release_files(release)}
    for name, digest in listed.items():
        if name not in there:
            if release.withdrawn:
                continue
            yield f"缺少 {release.folder / name}"
        elif sha256_hex(there[name].read_bytes()) != digest:
            yield f"{release.folder / name} 与签名清单不符"
    for name in sorted(there.keys() - listed.keys() - {MANIFEST, SIGNATURE}):
        yield f"{release.folder / name} 不在签名清单里"
