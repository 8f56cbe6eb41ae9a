#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the golden vectors of sealing/ from fixed inputs: python3 make.py, in this folder.

Written from docs/formats/case-keys.md and the specifications, not from the C++: hashlib and hmac for digests and scrypt, and
libsodium.so.23 through ctypes for the curves, ciphers and SipHash, called one primitive at a time.
"""
import base64, ctypes, hashlib, hmac, json, pathlib

sodium = ctypes.CDLL("libsodium.so.23")
sodium.sodium_init()
here = pathlib.Path(__file__).parent


def fixed(label: str, size: int) -> bytes:
    """Inputs that anybody can make again: no random file to trust."""
    return hashlib.shake_256(b"holdfast vectors " + label.encode()).digest(size)


def hkdf(key: bytes, salt: bytes, info: bytes, size: int = 32) -> bytes:
    secret = hmac.new(salt or bytes(32), key, hashlib.sha256).digest()
    out = block = b""
    for i in range(1, -(-size // 32) + 1):
        block = hmac.new(secret, block + info + bytes([i]), hashlib.sha256).digest()
        out += block
    return out[:size]


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def b64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def x25519_base(secret: bytes) -> bytes:
    out = ctypes.create_string_buffer(32)
    assert sodium.crypto_scalarmult_base(out, secret) == 0
    return out.raw


def ed25519_public(seed: bytes) -> bytes:
    public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
    assert sodium.crypto_sign_seed_keypair(public, secret, seed) == 0
    return public.raw


def chacha(key: bytes, nonce: bytes, plain: bytes) -> bytes:
    out = ctypes.create_string_buffer(len(plain) + 16)
    assert sodium.crypto_aead_chacha20poly1305_ietf_encrypt(
        out, None, plain, ctypes.c_ulonglong(len(plain)), None, ctypes.c_ulonglong(0), None, nonce, key) == 0
    return out.raw


def bech32(prefix: str, data: bytes) -> str:
    letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    bits = "".join(f"{b:08b}" for b in data)
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[i:i + 5], 2) for i in range(0, len(bits), 5)]
    state = 1
    for v in [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + values + [0] * 6:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ v
        for i, g in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            state ^= g if top >> i & 1 else 0
    state ^= 1
    return prefix + "1" + "".join(letters[v] for v in values + [state >> 5 * (5 - i) & 31 for i in range(6)])


def word_list() -> list[str]:
    source = (here / "../../sealing/src/recovery_word_list.cpp").read_text()
    words = source[source.index("{\n", source.index("recovery_word_list{")):].split('"')[1::2]
    assert len(words) == 2048
    return words


def words_of(root: bytes) -> str:
    bits = "".join(f"{b:08b}" for b in root) + f"{hashlib.sha256(root).digest()[0] >> 4:04b}"
    listed = word_list()
    return " ".join(listed[int(bits[i:i + 11], 2)] for i in range(0, 132, 11))


crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def case_number(bits: bytes) -> str:
    number = int.from_bytes(bits, "big")
    values = [number >> 5 * (7 - i) & 31 for i in range(8)]
    check = 0
    for v in values + [0]:
        check <<= 1
        check = (check ^ 0x25 if check & 32 else check) ^ v
    text = "".join(crockford[v] for v in values)
    return f"HF-{text[:4]}-{text[4:]}-{crockford[check]}"


def armor(data: bytes) -> str:
    text = base64.b64encode(data).decode()
    lines = [text[i:i + 64] for i in range(0, len(text), 64)]
    return "\n".join(["-----BEGIN AGE ENCRYPTED FILE-----", *lines, "-----END AGE ENCRYPTED FILE-----", ""])


def age_locked(plain: bytes, passphrase: str, random: bytes, work_factor: int) -> str:
    file_key, nonce, salt = random[:16], random[16:32], random[32:]
    wrap_key = hashlib.scrypt(passphrase.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=1 << work_factor, r=8, p=1,
                              maxmem=1 << 30, dklen=32)
    header = f"age-encryption.org/v1\n-> scrypt {b64(salt)} {work_factor}\n{b64(chacha(wrap_key, bytes(12), file_key))}\n---"
    mac = hmac.new(hkdf(file_key, b"", b"header"), header.encode(), hashlib.sha256).digest()
    assert len(plain) < 65536
    payload = chacha(hkdf(file_key, nonce, b"payload"), bytes(11) + b"\x01", plain)
    return armor(f"{header} {b64(mac)}\n".encode() + nonce + payload)


def cases() -> list[dict]:
    out = []
    for name, root in [("zero", bytes(16)), ("ones", b"\xff" * 16), ("first", fixed("root 1", 16)), ("second", fixed("root 2", 16))]:
        identity = hkdf(root, b"", b"holdfast/v1/identity")
        key = {label: hkdf(identity, b"", b"holdfast/v1/" + label.encode())
               for label in ("read", "withdraw", "mailbox", "draft", "pack-sign")}
        number = case_number(fixed("number " + name, 5))
        line, recipient = bech32("age-secret-key-", identity).upper(), bech32("age", x25519_base(identity))
        text = f"# created: 2026-11-21T18:45:00Z\n# case: {number}\n# public key: {recipient}\n{line}\n"
        random = fixed("lock " + name, 48)
        out.append({
            "name": name, "root": root.hex(), "words": words_of(root), "identity": line, "recipient": recipient,
            "read_key": b64url(key["read"]), "read_key_hash": hashlib.sha256(key["read"]).hexdigest(),
            "withdraw_key": b64url(key["withdraw"]), "withdraw_key_hash": hashlib.sha256(key["withdraw"]).hexdigest(),
            "mailbox_secret": key["mailbox"].hex(), "mailbox_key": b64url(x25519_base(key["mailbox"])),
            "draft_key": b64url(key["draft"]), "pack_sign_seed": key["pack-sign"].hex(),
            "pack_sign_key": b64url(ed25519_public(key["pack-sign"])),
            "case_number": number, "created": "2026-11-21T18:45:00Z", "recovery_file": text,
            "recovery_qr": f"RECOVERY KEY {number} {line}",
            "locked": {"passphrase": "two horses, one füchsin", "random": random.hex(), "work_factor": 10,
                       "file": age_locked(text.encode(), "two horses, one füchsin", random, 10)},
        })
    return out


def recovery_inputs(case: dict) -> list[dict]:
    """What people bring back, and what is said about it. `error` as in docs/formats/wasm-abi.md; else the identity of `case`."""
    words = case["words"].split()
    swapped = [words[1], words[0], *words[2:]]
    line, locked = case["identity"], case["locked"]["file"]
    wrong = line[:-1] + ("Q" if line[-1] != "Q" else "P")
    ok = lambda name, text, **more: {"name": name, "input": text, **more}
    no = lambda name, text, error, **more: {"name": name, "input": text, "error": error, **more}
    return [
        ok("the words", " ".join(words)), ok("upper case", " ".join(words).upper()), ok("lines and spaces", "\r\n".join("  " + w for w in words) + "\n"),
        ok("a numbered list", "\n".join(f"{i + 1}. {w}" for i, w in enumerate(words))), ok("commas", ", ".join(words) + "."),
        ok("first four letters", " ".join(w[:4] for w in words)), ok("the key line", line), ok("the key line in lower case", line.lower()),
        ok("the key line with spaces around", f"  {line}\r\n\r\n"), ok("the file", case["recovery_file"]),
        ok("the file with CRLF and a byte order mark", "\ufeff" + case["recovery_file"].replace("\n", "\r\n")),
        ok("the QR text", case["recovery_qr"]), ok("the key twice", f"{line}\n{line}\n"),
        ok("the locked file", locked, passphrase=case["locked"]["passphrase"]),
        ok("the locked file with blank lines around", "\n\n" + locked.replace("\n", "\r\n") + "\n", passphrase=case["locked"]["passphrase"]),
        no("nothing", "", "empty"), no("white space", " \r\n\t", "empty"), no("comments alone", "# created: today\n# nothing\n", "no_key"),
        no("eleven words", " ".join(words[:11]), "too_few_words", position=11), no("thirteen words", " ".join(words + ["zoo"]), "too_many_words", position=13),
        no("an unknown word", " ".join(words[:4] + ["xylophone"] + words[5:]), "unknown_word", position=5),
        no("three letters of a longer word", " ".join(words[:2] + ["aba"] + words[3:]), "unknown_word", position=3),
        no("a word with letters behind it", " ".join(words[:2] + [words[2] + "x"] + words[3:]), "unknown_word", position=3),
        no("two words swapped", " ".join(swapped), "wrong_words"), no("a wrong last character", wrong, "damaged_key"),
        no("a character missing", line[:30] + line[31:], "damaged_key"), no("mixed case", line[:40] + line[40:].lower(), "damaged_key"),
        no("a key line with another beginning", line.replace("AGE-SECRET-KEY-", "AGE-SECRET-KEY-PQ-"), "damaged_key"),
        no("a post-quantum key", "AGE-SECRET-KEY-PQ-1HZLGZUPT4ETPKDEV8HSGFDCYZ4E522W0A7PU2LHT8EH9W6YLNC3SW78XKG", "unknown_key"),
        no("two keys", line + "\n" + bech32("age-secret-key-", fixed("another key", 32)).upper(), "several_keys"),
        no("the locked file without passphrase", locked, "needs_passphrase"), no("a wrong passphrase", locked, "wrong_passphrase", passphrase="two horses"),
        no("the locked file cut off", locked[:200], "damaged_file", passphrase=case["locked"]["passphrase"]),
        no("the locked file altered", locked.replace("\n", "\nA", 2), "damaged_file", passphrase=case["locked"]["passphrase"]),
        no("a file locked to a key", armor(b"age-encryption.org/v1\n-> X25519 " + b64(bytes(32)).encode() + b"\n" + b64(bytes(32)).encode() + b"\n--- " + b64(bytes(32)).encode() + b"\n"), "no_key"),
    ]


def mailbox() -> list[dict]:
    out = []
    for name, message in [("empty", b""), ("short", b'{"kind":"alert"}'), ("255 bytes", b"a" * 255), ("256 bytes", b"b" * 256), ("accents", "Grüße, é, 你好".encode())]:
        secret, ephemeral = fixed("mailbox " + name, 32), fixed("ephemeral " + name, 32)
        public, share = x25519_base(secret), x25519_base(ephemeral)
        padded = message + b"\x80" + bytes(255 - len(message) % 256)
        box = ctypes.create_string_buffer(len(padded) + 16)
        nonce = hashlib.blake2b(share + public, digest_size=24).digest()
        assert sodium.crypto_box_easy(box, padded, ctypes.c_ulonglong(len(padded)), nonce, public, ephemeral) == 0
        out.append({"name": name, "mailbox_secret": secret.hex(), "mailbox_key": b64url(public), "ephemeral": ephemeral.hex(),
                    "message": message.hex(), "sealed": b64url(share + box.raw)})
    return out


def proofs() -> list[dict]:
    out = []
    for difficulty, start in [(0, 0), (1, 7), (8, 0), (12, 2**32 - 5), (14, 2**64 - 3)]:
        key, random, expires = fixed(f"challenge key {difficulty}", 32), fixed(f"challenge {difficulty}", 16), 1_795_287_600_000
        signed = bytes([1, difficulty]) + expires.to_bytes(8, "big") + random
        challenge = signed + hmac.new(key, signed, hashlib.sha256).digest()[:16]
        body = json.dumps({"difficulty": difficulty})
        digest = hashlib.sha256(body.encode()).digest()
        nonce, tries = start, 1
        while int.from_bytes(hashlib.sha256(challenge + digest + nonce.to_bytes(8, "little")).digest(), "big") >> (256 - difficulty):
            nonce, tries = (nonce + 1) % 2**64, tries + 1
        out.append({"difficulty": difficulty, "key": key.hex(), "random": random.hex(), "expires": expires, "challenge": b64url(challenge), "body": body,
                    "body_digest": digest.hex(), "start_nonce": str(start), "nonce": str(nonce), "tries": tries})
    return out


def item_numbers() -> list[dict]:
    out = []
    for name in ("a", "b"):
        key, partner = fixed("numbers key", 32), fixed("partner " + name, 16)
        round_keys = hkdf(key, partner, b"holdfast/v1/item-number", 96)
        for i in range(3):
            item = bytes(16) if i == 0 else fixed(f"item {i}", 16)
            left, right = item[:8], item[8:]
            for r in range(6):
                mask = ctypes.create_string_buffer(8)
                sodium.crypto_shorthash_siphash24(mask, right, ctypes.c_ulonglong(8), round_keys[16 * r:16 * r + 16])
                left, right = right, bytes(x ^ y for x, y in zip(left, mask.raw))
            out.append({"key": key.hex(), "partner": partner.hex(), "item": item.hex(), "number": (left + right).hex()})
    return out


def withdrawn() -> list[dict]:
    out = []
    for count in (1, 2, 3):
        item, salt = fixed(f"withdrawn item {count}", 16), fixed(f"salt {count}", 32)
        signals = [{"code": fixed(f"code {i}", 32).hex(), "kind": ("pdq-r1", "pdq-c1", "pdq")[i], "quality": 100 - 25 * i} for i in range(count)]
        ordered = sorted(signals, key=lambda s: (s["kind"], s["code"], s["quality"]))
        canonical = json.dumps(ordered, separators=(",", ":"))
        plain = json.dumps({"item": item.hex(), "kind": "withdrawn_copy", "salt": b64url(salt), "signals": ordered}, separators=(",", ":"))
        out.append({"item": item.hex(), "salt": b64url(salt), "signals": signals, "canonical": canonical, "copy": plain,
                    "commitment": hashlib.blake2b(salt + canonical.encode(), digest_size=32).hexdigest()})
    return out


def write(name: str, about: str, vectors: list[dict]) -> None:
    text = json.dumps({"about": about, "vectors": vectors}, indent=1, ensure_ascii=False)
    (here / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    made = cases()
    write("case", "root -> words, identity, keys, recovery file", made)
    write("recovery", "what people bring back; without `error` it leads to the identity of vector `first` in case.json", recovery_inputs(made[2]))
    write("mailbox", "sealed messages with fixed ephemeral secrets", mailbox())
    write("proof", "challenges and the first nonce from start_nonce on that solves them", proofs())
    write("item_number", "items and their numbers for two partners", item_numbers())
    write("withdrawn", "withdrawn copies and their commitments", withdrawn())
    write("case_number", "40 bits and their text", [{"bits": bits.hex(), "text": case_number(bits)} for bits in
                                                   [bytes(5), b"\xff" * 5, *(fixed(f"case number {i}", 5) for i in range(8))]])
