# SPDX-License-Identifier: Apache-2.0
"""X25519, Ed25519 and ChaCha20-Poly1305 out of their RFCs with nothing but Python: slow, not for secrets, and independent of the library that Holdfast uses."""
import hashlib
import hmac
import struct

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493


def hkdf(key, salt, info):
    """RFC 5869 with SHA-256, 32 bytes."""
    drawn = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(drawn, info + b"\x01", "sha256")


def x25519(secret, point=(9).to_bytes(32, "little")):
    """RFC 7748, section 5."""
    k = int.from_bytes(secret, "little") & ~7 & ~(1 << 255) | 1 << 254
    u = int.from_bytes(point, "little") & (1 << 255) - 1
    x2, z2, x3, z3, swap = 1, 0, u, 1, 0
    for t in range(254, -1, -1):
        bit = k >> t & 1
        if swap != bit:
            x2, x3, z2, z3 = x3, x2, z3, z2
        swap = bit
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a % P, b * b % P, d * a % P, c * b % P
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % P, u * (da - cb) ** 2 % P
        x2, z2 = aa * bb % P, e * (aa + 121665 * e) % P
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


def chacha20(key, nonce, counter, count):
    """RFC 8439, section 2.3: `count` blocks of the stream."""
    fixed = struct.unpack("<4I", b"expand 32-byte k") + struct.unpack("<8I", key)
    tail = struct.unpack("<3I", nonce)
    out = []
    for block in range(counter, counter + count):
        start = [*fixed, block, *tail]
        x = start[:]
        for _ in range(10):
            for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15), (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
                va, vb, vc, vd = x[a], x[b], x[c], x[d]
                va = va + vb & 0xFFFFFFFF
                vd ^= va
                vd = (vd << 16 | vd >> 16) & 0xFFFFFFFF
                vc = vc + vd & 0xFFFFFFFF
                vb ^= vc
                vb = (vb << 12 | vb >> 20) & 0xFFFFFFFF
                va = va + vb & 0xFFFFFFFF
                vd ^= va
                vd = (vd << 8 | vd >> 24) & 0xFFFFFFFF
                vc = vc + vd & 0xFFFFFFFF
                vb ^= vc
                vb = (vb << 7 | vb >> 25) & 0xFFFFFFFF
                x[a], x[b], x[c], x[d] = va, vb, vc, vd
        out.append(struct.pack("<16I", *(a + b & 0xFFFFFFFF for a, b in zip(x, start))))
    return b"".join(out)


def aead_open(key, nonce, sealed):
    """RFC 8439, section 2.8, without associated data: the message, or None."""
    if len(sealed) < 16:
        return None
    text, tag = sealed[:-16], sealed[-16:]
    once = chacha20(key, nonce, 0, 1)
    r = int.from_bytes(once[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    s, total = int.from_bytes(once[16:32], "little"), 0
    for at in range(0, len(text), 16):
        total = (total + int.from_bytes(text[at:at + 16].ljust(16, b"\0") + b"\x01", "little")) * r % (2**130 - 5)
    total = (total + int.from_bytes(struct.pack("<QQ", 0, len(text)) + b"\x01", "little")) * r % (2**130 - 5)
    if ((total + s) % 2**128).to_bytes(16, "little") != tag:
        return None
    stream = chacha20(key, nonce, 1, -(-len(text) // 64))
    return (int.from_bytes(text, "little") ^ int.from_bytes(stream[:len(text)], "little")).to_bytes(len(text), "little")


D = -121665 * pow(121666, P - 2, P) % P
SQRT_MINUS_1 = pow(2, (P - 1) // 4, P)


def _x_of(y, sign):
    squared = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(squared, (P + 3) // 8, P)
    if x * x % P != squared:
        x = x * SQRT_MINUS_1 % P
    if x * x % P != squared or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def _point(encoded):
    number = int.from_bytes(encoded, "little")
    y, sign = number & (1 << 255) - 1, number >> 255
    x = _x_of(y, sign) if y < P else None
    return None if x is None else (x, y, 1, x * y % P)


def _sum(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(number, point):
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = _sum(total, point)
        point, number = _sum(point, point), number >> 1
    return total


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verify(public, signature, message):
    """RFC 8032, section 5.1.7."""
    a, r = _point(public), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = _times(s, BASE), _sum(r, _times(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0
