# SPDX-License-Identifier: Apache-2.0
"""Cases in folders, as holdfast pack seal takes them, and ZIP files that packs must not be. Names and words are invented."""
import hashlib
import json
import os
import pathlib
import struct
import subprocess
import zlib

AT = {"at": "2026-11-22T14:05:31.250Z", "sure": "exact", "zone": 60}
CHAT = b"20/11/2026, 18:45 - Lantern: send 200 or else\n" * 40
AUTHORITY = (pathlib.Path(__file__).parents[2] / "vectors/evidence/time-authority.cnf").read_text(encoding="utf-8")


def png(size):
    """Begins as a PNG file does; nothing here decodes it."""
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">IIBBBBB", 1170, 2532, 8, 2, 0, 0, 0) + os.urandom(size)


def file_facts(name, content, kind):
    return {"name": name, "sender": "person", "sha256": hashlib.sha256(content).hexdigest(), "sha512": hashlib.sha512(content).hexdigest(),
            "size": len(content), "type": kind}


def exhibit(number, kind, title, holding, **more):
    return {"added": AT, "holding": holding, "kind": kind, "number": number, "source": "Instagram, chat with lantern_7", "title": title, **more}


def write_case(folder, case, files):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.json").write_text(json.dumps(case), encoding="utf-8")
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return folder


def adult_case(folder, picture_bytes=5000, **more):
    """A picture, a covered copy of it, a chat."""
    picture, copy = png(picture_bytes), png(700)
    record = {"boxes": [[10, 20, 300, 40]], "made": AT, "parent": hashlib.sha256(picture).hexdigest(), "parent_height": 2532, "parent_width": 1170}
    made = {"index": 1, "record": record, "sha256": hashlib.sha256(copy).hexdigest(), "sha512": hashlib.sha512(copy).hexdigest(),
            "shows_intimate": False, "size": len(copy)}
    case = {
        "format": "holdfast-case-1", "route": "adult", "whose": "own", "prefix": "ABC", "language": "en", "created": AT, "next_number": 3,
        "number": "HF-0000-0000-0", "place": "england",
        "known": [{"kind": "account", "value": "lantern_7", "where": "Instagram"}],
        "exhibits": [
            exhibit(1, "screenshot", "The threat", {"file": file_facts("IMG_0001.PNG", picture, "png"), "is": "kept", "shows_intimate": False},
                    copies=[made], copies_made=1),
            exhibit(2, "chat-export", "The chat", {"file": file_facts("chat.txt", CHAT, "text"), "is": "kept"})],
        **more}
    return write_case(folder, case, {"items/0001.png": picture, "items/0002.txt": CHAT, "redacted/0001-r1.png": copy})


def protected_case(folder, chat=CHAT):
    case = {"format": "holdfast-case-1", "route": "protected", "whose": "helper", "prefix": "HF", "language": "en", "created": AT, "next_number": 2,
            "exhibits": [exhibit(1, "chat-export", "The chat", {"file": file_facts("chat.txt", chat, "text"), "is": "kept"})]}
    return write_case(folder, case, {"items/0001.txt": chat})


def stored_zip(entries):
    """Entries (name, content) or (name, content, changes), stored as packs have them. Changes: method, attributes, bytes, size."""
    out, directory = b"", b""
    for name, content, *changes in entries:
        change = changes[0] if changes else {}
        raw = name.encode() if isinstance(name, str) else name
        stored = change.get("bytes", content)
        crc, size = zlib.crc32(content), change.get("size", len(content))
        shared = struct.pack("<HHIIIIHH", 0x800, change.get("method", 0), 0x5D7669C7, crc, len(stored), size, len(raw), 0)
        directory += struct.pack("<IHH", 0x02014B50, 0x032D, 10) + shared + struct.pack("<HHHII", 0, 0, 0, change.get("attributes", 0o100644 << 16), len(out)) + raw
        out += struct.pack("<IH", 0x04034B50, 10) + shared + raw + stored
    return out + directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, len(entries), len(entries), len(directory), len(out), 0)


def entries_of(pack):
    """(name, content) of each entry of a stored ZIP file, in their order."""
    entries, at = [], 0
    while pack[at:at + 4] == b"PK\x03\x04":
        size, name_bytes, extra = struct.unpack_from("<IHH", pack, at + 22)
        name = pack[at + 30:at + 30 + name_bytes].decode()
        at += 30 + name_bytes + extra
        entries.append((name, pack[at:at + size]))
        at += size
    return entries


class Authority:
    """Stamps times; a stock tool does it."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        (folder / "tsa.cnf").write_text(AUTHORITY, encoding="utf-8")
        (folder / "serial").write_text("01\n", encoding="utf-8")
        self.run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 30 -config tsa.cnf -extensions v3ca && "
                 "openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tsa.key -out tsa.csr -subj '/CN=Test Authority' -config tsa.cnf && "
                 "openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 30 -extfile tsa.cnf -extensions v3tsa")
        self.ca = folder / "ca.pem"

    def run(self, command):
        subprocess.run(["bash", "-ec", command], cwd=self.folder, check=True, capture_output=True, timeout=60)

    def stamp(self, file, *, digest="sha256"):
        self.run(f"openssl ts -query -data '{file}' -{digest} -cert -out q.tsq && openssl ts -reply -config tsa.cnf -section tsa1 -queryfile q.tsq -out r.tsr")
        return pathlib.Path(self.folder / "r.tsr").read_bytes()
