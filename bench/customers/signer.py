"""Keys and signatures by the thousand; openssl, which harness/keys.py asks, takes a process for each."""

import base64
import json
import time

from harness.tools import PROJECT, run

SOURCE = PROJECT / "bench/src/dev/tokenvending/bench/Signer.java"


def keys(bench, count):
    """Private and public keys on P-256, in PKCS #8 and SPKI, each as one line of Base64."""
    return [tuple(line.split()) for line in _ask(bench, ["key"] * count)]


def signatures(bench, algorithm, jobs):
    """Of pairs of a private key and the octets to sign."""
    lines = [f"{algorithm} {key} {base64.b64encode(text).decode()}" for key, text in jobs]
    return [base64.b64decode(line) for line in _ask(bench, lines)]


def tokens(bench, pem, claims):
    """JWTs with ES256 that hold for two hours, one for each set of claims."""
    key = "".join(line for line in pem.read_text().splitlines() if "-----" not in line)
    now = int(time.time())
    head = _part({"alg": "ES256", "typ": "JWT", "kid": "bench"})
    signed = [f"{head}.{_part({**one, 'iat': now, 'exp': now + 7200})}" for one in claims]
    made = signatures(bench, "SHA256withECDSAinP1363Format", [(key, text.encode()) for text in signed])
    return [f"{text}.{_base64url(signature)}" for text, signature in zip(signed, made)]


def _part(value):
    return _base64url(json.dumps(value, separators=(",", ":")).encode())


def _base64url(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def _ask(bench, lines):
    questions = bench.scratch / "to-sign"
    questions.write_text("\n".join(lines) + "\n")
    with open(questions, "rb") as file:
        return run(f"{bench.java_home}/bin/java", SOURCE, seconds=300, stdin=file).splitlines()
