#!/usr/bin/env python3
"""Check a certificate of erasure: verify_certificate.py FILE [PUBLIC_KEY_HEX]. Needs nothing but Python (RFC 8032)."""

import hashlib
import json
import pathlib
import sys

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def point(raw):
    y, sign = int.from_bytes(raw, "little") & ((1 << 255) - 1), raw[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P)
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("not a point of the curve")
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


def add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    return ((f - e) * (h - g) % P, (h + g) * (f + e) % P, (h - g) * (h + g) % P, (f - e) * (f + e) % P)


def times(n, one):
    total = (0, 1, 1, 0)
    while n:
        total, one, n = add(total, one) if n & 1 else total, add(one, one), n >> 1
    return total


def accepts(paper, key=None):
    message = json.dumps(paper["certificate"], sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
    key, signature = bytes.fromhex(key or paper["publicKey"]), bytes.fromhex(paper["signature"])
    s, base = int.from_bytes(signature[32:], "little"), point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, base), add(point(signature[:32]), times(challenge, point(key)))
    return len(signature) == 64 and s < L and all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


if __name__ == "__main__":
    paper = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
    good, told = accepts(paper, *sys.argv[2:]), paper["certificate"]
    sys.exit(sys.stdout.write(f"{'good' if good else 'BAD'} {told['subject']} {told['at']}\n") > 0 and not good)
