# SPDX-License-Identifier: Apache-2.0
"""A person with a case, and partners, over the HTTP API of a service whose proof of work is switched off."""
import base64
import hashlib
import json
import secrets
import urllib.error
import urllib.request

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NO_PROOF = ("--proof-least-difficulty", "0", "--proof-most-difficulty", "0")


def times_x(value):
    """In GF(2)[x]/(x^5+x^2+1)."""
    return ((value << 1) ^ (0b100101 if value & 16 else 0)) & 31


def case_number():
    """Random, with the check character of docs/formats/case-keys.md."""
    values = [secrets.randbelow(32) for _ in range(8)]
    check = 0
    for value in values:
        check = times_x(check ^ value)
    text = "".join(LETTERS[value] for value in values)
    return f"HF-{text[:4]}-{text[4:]}-{LETTERS[check]}"


def in_base64(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def call(address, method, path, body=None, **headers):
    """Status and body of the answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address + path, data, {"Content-Type": "application/json", **headers}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


class Person:
    """Opens a case with an item for each (code, quality)."""

    def __init__(self, address, *items):
        self.address = address
        self.number = case_number()
        self.read_key, self.withdraw_key = secrets.token_bytes(32), secrets.token_bytes(32)
        _, challenge = call(address, "GET", "/v1/challenge")
        body = {"case_number": self.number, "read_key_hash": hashlib.sha256(self.read_key).hexdigest(),
                "withdraw_key_hash": hashlib.sha256(self.withdraw_key).hexdigest(), "mailbox_key": in_base64(secrets.token_bytes(32)),
                "statement": "adult-1",
                "items": [{"media": "picture", "origin": "module", "signals": [{"kind": "pdq-c1", "code": code, "quality": quality}]}
                          for code, quality in items]}
        status, answer = call(address, "POST", "/v1/submissions", body,
                              **{"Holdfast-Proof": challenge["challenge"] + ".0", "Idempotency-Key": secrets.token_hex(8)})
        assert status == 201, answer
        self.items = [item["item"] for item in answer["items"]]

    def case(self):
        return call(self.address, "GET", "/v1/case", Authorization="Holdfast-Case " + in_base64(self.read_key))


class Platform:
    def __init__(self, address, key):
        self.address, self.key = address, {"Authorization": "Bearer " + key}

    def matches(self, code):
        """Its own numbers of the items that match."""
        status, answer = call(self.address, "POST", "/v1/lookup", {"signals": [{"kind": "pdq", "code": code}]}, **self.key)
        assert status == 200, answer
        return [match["item"] for match in answer["results"][0]["matches"]]

    def say(self, item, verdict):
        status, answer = call(self.address, "POST", f"/v1/items/{item}/feedback", {"verdict": verdict},
                              **{"Idempotency-Key": secrets.token_hex(8)}, **self.key)
        assert status == 200, answer

    def changes(self, path="/v1/feed"):
        status, answer = call(self.address, "GET", path, **self.key)
        assert status == 200, answer
        return answer
