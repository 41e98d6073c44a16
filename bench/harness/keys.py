"""Keys, certificates and signed tokens, all made by openssl for one run."""

import base64
import json
import time
import uuid

from harness.tools import find, run


def ec_key(path):
    return _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path) or path


def rsa_key(path):
    return _openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", path) or path


def public_half(key):
    return _openssl("pkey", "-in", key, "-pubout")


def certificate(key, path):
    """For localhost, signed by itself."""
    _openssl("req", "-x509", "-key", key, "-out", path, "-days", "2", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")
    return path


def trust_store(java_home, certificate_file, path):
    run(f"{java_home}/bin/keytool", "-importcert", "-noprompt", "-alias", "stub", "-file", certificate_file,
        "-keystore", path, "-storetype", "PKCS12", "-storepass", "changeit", seconds=60)
    return path


def token(key, algorithm, scratch, **claims):
    """A JWT that holds for two hours."""
    now = int(time.time())
    body = {**claims, "iat": now, "exp": now + 7200, "jti": str(uuid.uuid4())}
    signed = f"{_base64url(_json({'alg': algorithm, 'typ': 'JWT', 'kid': 'bench'}))}.{_base64url(_json(body))}"
    text, signature = scratch / "to-sign", scratch / "signature"
    text.write_text(signed)
    _openssl("dgst", "-sha256", "-sign", key, "-out", signature, text)
    octets = signature.read_bytes()
    return f"{signed}.{_base64url(_joined(octets) if algorithm == 'ES256' else octets)}"


def _joined(der):
    """JOSE's form of a P-256 signature, from DER's: SEQUENCE { INTEGER r, INTEGER s }, each below 128 octets."""
    length = der[3]
    r, s = der[4 : 4 + length], der[6 + length :]
    return b"".join(int.from_bytes(number, "big").to_bytes(32, "big") for number in (r, s))


def _json(value):
    return json.dumps(value, separators=(",", ":")).encode()


def _base64url(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def _openssl(*arguments):
    return run(find("openssl"), *arguments, seconds=60)
