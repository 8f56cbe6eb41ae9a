# SPDX-License-Identifier: Apache-2.0
"""A reader of packs after docs/formats/pack.md and receipt.md and nothing else: it shares no line with what it checks.
A fault is one line that begins with the path it is about.
    pack_reader.py PACK KEY        PACK is not locked; KEY is the base64 line of a minisign public key"""
import base64
import hashlib
import pathlib
import re
import struct
import sys
import zlib

from case_reader import check_case, check_log, check_table, sha256
from plain_crypto import ed25519_verify

TAG_FILES = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt")
SIGNATURE, PUBLIC_KEY, RECEIPT = "seal/tagmanifest-sha256.txt.minisig", "seal/pack.pub", "seal/receipt.txt"
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PATH = re.compile(r"(?!.*(^|/)\.{0,2}(/|$))[A-Za-z0-9._/-]{1,120}")


def read_zip(data):
    """[(name, content)] of a file of which every byte is accounted for; ValueError says why it is none."""
    def need(holds, what):
        if not holds:
            raise ValueError(what)

    need(data[-22:-18] == b"PK\x05\x06", "cut off: the end record is not its last 22 bytes")
    disk, first_disk, here, count, directory_bytes, directory_at, comment = struct.unpack("<HHHHIIH", data[-18:])
    need((disk, first_disk, comment) == (0, 0, 0) and here == count, "one of a set, or with a comment")
    need(directory_at + directory_bytes == len(data) - 22, "the directory does not end at the end record")
    entries, at, place, names = [], directory_at, 0, set()
    for _ in range(count):
        need(data[at:at + 4] == b"PK\x01\x02", "the directory is malformed")
        (made, needed, flags, method, time, date, crc, stored, size, name_bytes, extra, comment, disk, _, attributes,
         local) = struct.unpack_from("<HHHHHHIIIHHHHHII", data, at + 4)
        name = data[at + 46:at + 46 + name_bytes]
        need((made, needed, flags, method, extra, comment, disk) == (0x032D, 10, 0x800, 0, 0, 0, 0), f"{name}: another form of entry")
        need(attributes == 0o100644 << 16 and stored == size, f"{name}: not a plain stored file")
        need(local == place, f"{name}: gap or overlap")
        head = struct.pack("<IHHHHHIIIHH", 0x04034B50, needed, flags, method, time, date, crc, stored, size, name_bytes, 0)
        need(data[local:local + 30 + name_bytes] == head + name, f"{name}: the two headers differ")
        content = data[local + 30 + name_bytes:local + 30 + name_bytes + size]
        need(len(content) == size and zlib.crc32(content) == crc, f"{name}: CRC-32")
        need(name not in names, f"{name}: twice")
        names.add(name)
        entries.append((name.decode("ascii"), content))
        place, at = local + 30 + name_bytes + size, at + 46 + name_bytes
    need(place == directory_at and at == len(data) - 22, "bytes that nobody accounts for")
    return entries


def _lines(data):
    text = data.decode("utf-8")
    if text and not text.endswith("\n"):
        raise ValueError("the last line has no end")
    return text.split("\n")[:-1]


def _manifest(data, digits):
    listed = {}
    for line in _lines(data):
        found = re.fullmatch(rf"([0-9a-f]{{{digits}}})  (\S+)", line)
        if not found or found[2] in listed:
            raise ValueError(f"line {line!r}")
        listed[found[2]] = found[1]
    if list(listed) != sorted(listed):
        raise ValueError("not sorted")
    return listed


def check_bag(folder, files):
    """Faults of the files {path: content} as lists and payload."""
    faults = [f"{path} missing" for path in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt") if path not in files]
    if faults:
        return faults
    if files["bagit.txt"] != BAGIT:
        faults.append("bagit.txt malformed")
    try:
        tags = _manifest(files["tagmanifest-sha256.txt"], 64)
        short, long = _manifest(files["manifest-sha256.txt"], 64), _manifest(files["manifest-sha512.txt"], 128)
        info = [line.split(": ", 1) for line in _lines(files["bag-info.txt"])]
    except (ValueError, UnicodeDecodeError) as fault:
        return [*faults, f"a list is malformed: {fault}"]
    if tuple(tags) != TAG_FILES:
        faults.append("tagmanifest-sha256.txt lists other files")
    faults += [f"{path} changed" for path, digest in tags.items() if sha256(files.get(path, b"")) != digest]
    payload = {path: content for path, content in files.items() if path.startswith("data/")}
    if set(short) != set(long):
        faults.append("manifest-sha512.txt lists other files")
    faults += [f"{path} missing" for path in short if path not in payload]
    faults += [f"{path} added" for path in payload if path not in short]
    for path in short.keys() & payload.keys():
        if (sha256(payload[path]), hashlib.sha512(payload[path]).hexdigest()) != (short[path], long.get(path)):
            faults.append(f"{path} changed")
    order = ["Bag-Software-Agent", "Bagging-Date", "External-Identifier", "Payload-Oxum", "Sealed-At"] + ["Payload-File-Size"] * len(short)
    if [name for name, *_ in info] != order or any(len(line) != 2 for line in info):
        faults.append("bag-info.txt has other lines")
    else:
        said = dict(info)
        if said["Payload-Oxum"] != f"{sum(map(len, payload.values()))}.{len(payload)}":
            faults.append("bag-info.txt Payload-Oxum")
        if [value for name, value in info if name == "Payload-File-Size"] != [f"{len(payload.get(path, b''))} {path}" for path in short]:
            faults.append("bag-info.txt Payload-File-Size")
        if folder != f"{said['External-Identifier']}-{said['Bagging-Date'].replace('-', '')}" or not said["Sealed-At"].startswith(said["Bagging-Date"]):
            faults.append("bag-info.txt and the folder do not fit")
    strangers = set(files) - set(payload) - set(TAG_FILES) - {"tagmanifest-sha256.txt", SIGNATURE, PUBLIC_KEY, RECEIPT}
    return faults + [f"{path} added" for path in sorted(strangers) if not re.fullmatch(r"seal/[A-Za-z0-9._-]+\.tsr", path)]


def _decoded(line, size):
    data = base64.b64decode(line, validate=True)
    if len(data) != size or base64.b64encode(data).decode() != line:
        raise ValueError("base64")
    return data


def check_seal(folder, files, expected_key):
    """Faults of the signature. `expected_key`: the base64 of a minisign public key, from elsewhere."""
    try:
        comment, key_line = _lines(files[PUBLIC_KEY])
        key = _decoded(key_line, 42)
        about, signature_line, trusted, comment_line = _lines(files[SIGNATURE])
        signature, over_comment = _decoded(signature_line, 74), _decoded(comment_line, 64)
    except (KeyError, ValueError) as fault:
        return [f"seal/ malformed: {fault}"]
    if key_line != expected_key:
        return ["seal/ is of another key"]
    key_id, public = key[2:10], key[10:]
    shown = key_id[::-1].hex().upper()
    if key[:2] != b"Ed" or hashlib.sha256(public).digest()[:8] != key_id or comment != f"untrusted comment: minisign public key {shown}":
        return [f"{PUBLIC_KEY} malformed"]
    if signature[:2] != b"ED" or signature[2:10] != key_id or about != "untrusted comment: signature of tagmanifest-sha256.txt":
        return [f"{SIGNATURE} malformed"]
    if not trusted.startswith("trusted comment: "):
        return [f"{SIGNATURE} malformed"]
    words, signed = trusted.removeprefix("trusted comment: "), signature[10:]
    if not ed25519_verify(public, signed, hashlib.blake2b(files["tagmanifest-sha256.txt"]).digest()):
        return [f"{SIGNATURE} wrong"]
    if not ed25519_verify(public, over_comment, signed + words.encode()):
        return [f"{SIGNATURE} comment wrong"]
    info = dict(line.split(": ", 1) for line in _lines(files["bag-info.txt"]))
    size, count = info["Payload-Oxum"].split(".")
    expected = f"{folder}, sealed at {info['Sealed-At']} by the device's clock, {count} files, {size} bytes"
    return [] if words == expected else [f"{SIGNATURE} says {words!r} and not {expected!r}"]


def check_receipt(receipt, seal_digest, log_key):
    """The state by the names of pack.md, and the time."""
    origin, key_id, key = log_key.split("+", 2)
    public = base64.b64decode(key)[1:]
    try:
        lines = receipt.decode("utf-8").split("\n")
        if lines[0] != "Holdfast seal log 1" or lines[3] != "" or lines[4] != "c2sp.org/tlog-proof@v1" or lines[-1] != "":
            return "malformed", None
        digest = re.fullmatch(r"seal-sha256 ([0-9a-f]{64})", lines[1])[1]
        received = re.fullmatch(r"received (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)", lines[2])[1]
        index = int(re.fullmatch(r"index (0|[1-9]\d*)", lines[5])[1])
        gap = lines.index("", 6)
        path = [_decoded(line, 32) for line in lines[6:gap]]
        end = lines.index("", gap + 1)
        note = "\n".join(lines[gap + 1:end]) + "\n"
        name, size, root = lines[gap + 1], int(lines[gap + 2]), _decoded(lines[gap + 3], 32)
        signatures = [re.fullmatch(r"— (\S+) (\S+)", line).groups() for line in lines[end + 1:-1]]
    except (ValueError, IndexError, TypeError, AttributeError, UnicodeDecodeError):
        return "malformed", None
    if digest != seal_digest:
        return "of_another_seal", received
    ours = [base64.b64decode(value) for who, value in signatures if who == origin and base64.b64decode(value)[:4].hex() == key_id]
    if name != origin or not ours:
        return "of_another_log", received
    if not any(ed25519_verify(public, value[4:], note.encode()) for value in ours):
        return "wrong", received
    node = hashlib.sha256(b"\0" + "\n".join([*lines[:3], ""]).encode()).digest()
    first, last = index, size - 1
    if index >= size:
        return "wrong", received
    for other in path:  # RFC 9162, section 2.1.3.2
        if last == 0:
            return "wrong", received
        if first & 1 or first == last:
            node = hashlib.sha256(b"\1" + other + node).digest()
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\1" + node + other).digest()
        first, last = first >> 1, last >> 1
    return ("holds" if last == 0 and node == root else "wrong"), received


def faults_of(data, expected_key):
    """Of a whole pack, opened. [] means that it holds."""
    try:
        entries = read_zip(data)
    except (ValueError, struct.error, UnicodeDecodeError) as fault:
        return [f"the ZIP file: {fault}"]
    folders = {name.partition("/")[0] for name, _ in entries}
    if len(folders) != 1 or any(not PATH.fullmatch(name) for name, _ in entries):
        return ["a name that may not be"]
    folder = folders.pop()
    files = {name.partition("/")[2]: content for name, content in entries}
    order = ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt", SIGNATURE, PUBLIC_KEY]
    faults = check_bag(folder, files)
    if faults:
        return faults
    stamps = [path for path in files if path.endswith(".tsr") and path.startswith("seal/")]
    order += stamps + [RECEIPT] * (RECEIPT in files) + sorted(path for path in files if path.startswith("data/"))
    faults = check_seal(folder, files, expected_key) + ([] if list(files) == order else ["the entries stand in another order"])
    for table in ("exhibits", "indicators", "timeline"):
        try:
            check_table(files.get(f"data/{table}.csv", b""))
        except ValueError as fault:
            faults.append(f"data/{table}.csv: {fault}")
    steps, log_faults = check_log(files.get("data/actions.jsonl", b""))
    return faults + log_faults + check_case(files, steps)


if __name__ == "__main__":
    found = faults_of(pathlib.Path(sys.argv[1]).read_bytes(), sys.argv[2])
    print("\n".join(found) or "holds")
    sys.exit(1 if found else 0)
