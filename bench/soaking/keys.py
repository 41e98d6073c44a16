"""Keys and signed tokens, made by openssl for one run."""

import base64
import json
import shutil
import subprocess
import time


class Failure(Exception):
    """The run cannot go on; the message says why."""


def ec_key(path):
    _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path)
    return path


def rsa_key(path):
    _openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", path)
    return path


def public_pem(key):
    return _openssl("pkey", "-in", key, "-pubout").decode()


def rsa_jwk(key, kid):
    modulus = _openssl("rsa", "-in", key, "-noout", "-modulus").decode().strip().partition("=")[2]
    return {"kty": "RSA", "kid": kid, "use": "sig", "n": base64url(bytes.fromhex(modulus)), "e": "AQAB"}


def token(key, algorithm, kid, claims):
    """A JWT that holds for six hours."""
    now = int(time.time())
    head = {"alg": algorithm, "typ": "JWT", "kid": kid}
    signed = ".".join(base64url(json.dumps(part).encode()) for part in (head, {"iat": now, "exp": now + 21600, **claims}))
    signature = _openssl("dgst", "-sha256", "-sign", key, feed=signed.encode())
    return f"{signed}.{base64url(_joined(signature) if algorithm == 'ES256' else signature)}"


def is_signed_by(key_file, assertion):
    """Whether an ES256 assertion holds under a public key."""
    signed, _, signature = assertion.rpartition(".")
    joined = unbase64url(signature)
    file = key_file.with_suffix(".signature")
    file.write_bytes(_der(joined[:32], joined[32:]))
    done = subprocess.run(["openssl", "dgst", "-sha256", "-verify", key_file, "-signature", file],
                          input=signed.encode(), capture_output=True, timeout=60)
    return len(joined) == 64 and done.returncode == 0


def base64url(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def unbase64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _joined(der):
    """JOSE's form of a P-256 signature, from DER's: SEQUENCE { INTEGER r, INTEGER s }, each below 128 octets."""
    length = der[3]
    r, s = der[4 : 4 + length], der[6 + length :]
    return b"".join(int.from_bytes(number, "big").to_bytes(32, "big") for number in (r, s))


def _der(*numbers):
    body = b""
    for number in numbers:
        octets = number.lstrip(b"\0") or b"\0"
        octets = b"\0" + octets if octets[0] & 0x80 else octets
        body += bytes([2, len(octets)]) + octets
    return bytes([0x30, len(body)]) + body


def _openssl(*arguments, feed=b""):
    if not shutil.which("openssl"):
        raise Failure("openssl is needed and was not found.")
    done = subprocess.run(["openssl", *arguments], input=feed, capture_output=True, timeout=60)
    if done.returncode:
        raise Failure(f"openssl {arguments[0]} failed: {done.stderr.decode(errors='replace')}")
    return done.stdout
