"""Who asks: users of two issuers, a fleet with a password, apps with keys."""

import base64
import secrets
from concurrent.futures import ThreadPoolExecutor

from soaking import keys

USERS = 60


class People:
    def __init__(self, directory):
        self.directory = directory
        self.password = secrets.token_hex(16)
        self.api_keys = {"ios-app": secrets.token_hex(32), "server": secrets.token_hex(32)}
        for number in (1, 2):
            backend = keys.ec_key(directory / f"backend-{number}.pem")
            (directory / f"backend-{number}.pub").write_text(keys.public_pem(backend))
            keys.rsa_key(directory / f"customers-{number}.pem")
        # By issuer, key and user.
        self.tokens = {
            (issuer, number): self._signed(issuer, number) for issuer in ("customers", "backend") for number in (1, 2)
        }
        self.expired = self._token("backend", 1, "backend-0", exp=1700000000)
        self.key_in_use = {"customers": 1, "backend": 1}

    def jwk(self, number):
        return keys.rsa_jwk(self.directory / f"customers-{number}.pem", f"customers-{number}")

    def _signed(self, issuer, number):
        users = [f"{issuer}-{user}" for user in range(USERS)]
        with ThreadPoolExecutor(4) as pool:
            return dict(zip(users, pool.map(lambda user: self._token(issuer, number, user), users)))

    def _token(self, issuer, number, user, **claims):
        algorithm = {"customers": "RS256", "backend": "ES256"}[issuer]
        # Every third user may not use the app that asks for `voice`.
        entitlements = ["chat"] if is_mute(user) else ["chat", "voice"]
        body = {"iss": {"customers": "https://customers.example.com/"}.get(issuer, issuer), "aud": "soak", "sub": user,
                "entitlements": entitlements, **claims}
        return keys.token(self.directory / f"{issuer}-{number}.pem", algorithm, f"{issuer}-{number}", body)

    def user(self, issuer, number):
        """A user and the header that proves it, by the key that the issuer signs with now."""
        user = f"{issuer}-{number}"
        return user, f"Authorization: Bearer {self.tokens[issuer, self.key_in_use[issuer]][user]}"

    def fleet(self):
        return "fleet", "Authorization: Basic " + base64.b64encode(f"fleet:{self.password}".encode()).decode()

    def app(self, name):
        return name, f"X-Api-Key: {self.api_keys[name]}"

    def wrong(self):
        return "fleet", "Authorization: Basic " + base64.b64encode(b"fleet:wrong-password-of-a-fleet").decode()


def is_mute(user):
    return int(user.rpartition("-")[2]) % 3 == 0
