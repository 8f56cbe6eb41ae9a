# SPDX-License-Identifier: Apache-2.0
"""A reader of age files after docs/formats/age.md and nothing else."""
import base64
import binascii
import hashlib
import hmac
import re

from plain_crypto import aead_open, hkdf, x25519

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BEGIN, END = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"
CHUNK = 65536 + 16


class AgeError(Exception):
    """Named as age.md names it; `released` is what was opened before."""

    def __init__(self, name, released=b""):
        super().__init__(name)
        self.name, self.released = name, released


def _polymod(values):
    check = 1
    for value in values:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for i, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> i & 1 else 0
    return check


def bech32(text):
    """(prefix in lower case, bytes)."""
    if text not in (text.lower(), text.upper()) or "1" not in text:
        raise AgeError("malformed")
    prefix, _, data = text.lower().rpartition("1")
    if any(letter not in LETTERS for letter in data):
        raise AgeError("malformed")
    five = [LETTERS.index(letter) for letter in data]
    if _polymod([ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + five) != 1:
        raise AgeError("bad_checksum")
    bits = "".join(f"{value:05b}" for value in five[:-6])
    whole = len(bits) // 8 * 8
    if len(bits) - whole > 4 or "1" in bits[whole:]:
        raise AgeError("malformed")
    return prefix, bytes(int(bits[at:at + 8], 2) for at in range(0, whole, 8))


def identity(text):
    prefix, secret = bech32(text)
    if prefix != "age-secret-key-":
        raise AgeError("unknown_kind" if prefix.startswith("age") else "malformed")
    if len(secret) != 32:
        raise AgeError("malformed")
    return secret


def _base64(text, padded=False):
    """Canonical base64, or a ValueError."""
    try:
        out = base64.b64decode(text if padded else text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as fault:
        raise ValueError from fault
    again = base64.b64encode(out)
    if (again if padded else again.rstrip(b"=")) != text:
        raise ValueError
    return out


def dearmor(text):
    bare = text.lstrip(b" \t\r\n")
    before = text[:len(text) - len(bare)]
    if b"\n" not in before[-1:] and before:
        raise AgeError("armor_failure")  # white space before the first line stands in lines of its own
    body = bare.rstrip(b" \t\r\n")
    if len(before) > 1024 or len(bare) - len(body) > 1024:
        raise AgeError("armor_failure")
    lines = body.replace(b"\r\n", b"\n").split(b"\n")
    if len(lines) < 2 or lines[0] != BEGIN or lines[-1] != END:
        raise AgeError("armor_failure")
    lines = lines[1:-1]
    if any(len(line) != 64 for line in lines[:-1]) or (lines and not 1 <= len(lines[-1]) <= 64):
        raise AgeError("armor_failure")
    try:
        return _base64(b"".join(lines), padded=True)
    except ValueError:
        raise AgeError("armor_failure") from None


def _header(data):
    """(stanzas, header up to ---, MAC, where the payload begins)."""
    at = 0

    def line():
        nonlocal at
        end = data.find(b"\n", at)
        if end < 0:
            raise AgeError("header_failure")
        out, at = data[at:end], end + 1
        return out

    try:
        if line() != b"age-encryption.org/v1":
            raise AgeError("header_failure")
        stanzas = []
        while True:
            start, first = at, line()
            if first.startswith(b"--- "):
                mac = _base64(first[4:])
                if len(mac) != 32 or not stanzas:
                    raise AgeError("header_failure")
                return stanzas, data[:start + 3], mac, at
            if not re.fullmatch(rb"->( [\x21-\x7e]+)+", first):
                raise AgeError("header_failure")
            body = b""
            while True:
                part = line()
                if len(part) > 64:
                    raise AgeError("header_failure")
                body += part
                if len(part) < 64:
                    break
            stanzas.append((first[3:].split(b" "), _base64(body)))
    except ValueError:
        raise AgeError("header_failure") from None


def _require(holds):
    if not holds:
        raise AgeError("header_failure")


def _file_key(stanzas, secrets, passphrase, most_work):
    for arguments, body in stanzas:
        kind = arguments[0]
        if kind == b"X25519":
            _require(len(arguments) == 2 and len(_base64(arguments[1])) == 32 and len(body) == 32)
            for secret in secrets:
                share = _base64(arguments[1])
                shared = x25519(secret, share)
                _require(shared != bytes(32))
                key = aead_open(hkdf(shared, share + x25519(secret), b"age-encryption.org/v1/X25519"), bytes(12), body)
                if key is not None:
                    return key
        elif kind == b"scrypt":
            _require(len(arguments) == 3 and len(stanzas) == 1 and len(_base64(arguments[1])) == 16 and len(body) == 32)
            _require(re.fullmatch(rb"[1-9][0-9]*", arguments[2]))
            work = int(arguments[2])
            if work > most_work:
                raise AgeError("work_factor_too_high")
            if passphrase is not None:
                wrap = hashlib.scrypt(passphrase, salt=b"age-encryption.org/v1/scrypt" + _base64(arguments[1]), n=1 << work, r=8, p=1, maxmem=1 << 29, dklen=32)
                key = aead_open(wrap, bytes(12), body)
                if key is not None:
                    return key
    raise AgeError("no_match")


def open_age(data, secrets=(), passphrase=None, armored=None, most_work=18):
    """The content. `secrets`: 32 bytes each. `armored`: None to look."""
    if armored or (armored is None and data.lstrip(b" \t\r\n").startswith(BEGIN)):
        data = dearmor(data)
    stanzas, header, mac, at = _header(data)
    try:
        for arguments, _ in stanzas:
            _require(arguments[0] != b"scrypt" or len(stanzas) == 1)
        key = _file_key(stanzas, secrets, passphrase, most_work)
    except ValueError:
        raise AgeError("header_failure") from None
    if not hmac.compare_digest(hmac.digest(hkdf(key, b"", b"header"), header, "sha256"), mac):
        raise AgeError("hmac_failure")
    nonce, sealed = data[at:at + 16], data[at + 16:]
    if len(nonce) < 16:
        raise AgeError("header_failure")
    payload, out, number = hkdf(key, nonce, b"payload"), [], 0
    while True:
        chunk, rest = sealed[number * CHUNK:(number + 1) * CHUNK], len(sealed) > (number + 1) * CHUNK
        middle = aead_open(payload, number.to_bytes(11, "big") + b"\0", chunk) if len(chunk) == CHUNK else None
        opened = aead_open(payload, number.to_bytes(11, "big") + b"\1", chunk) if middle is None else middle
        if opened is None or (not opened and number > 0):
            raise AgeError("payload_failure", b"".join(out))
        out.append(opened)
        number += 1
        if not rest or middle is None:  # the last one is marked so, and nothing follows it
            if rest or middle is not None:
                raise AgeError("payload_failure", b"".join(out))
            return b"".join(out)
