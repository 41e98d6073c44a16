"""The Talkdesk ID of a run: checks every assertion, tells whose each token is, and fails as it is told."""

import asyncio
import itertools
import json
import random
import time
from dataclasses import dataclass, field
from email.utils import formatdate
from urllib.parse import parse_qs

from soaking import keys

FORM = {"grant_type", "scope", "client_id", "client_assertion_type", "client_assertion"}
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SAMPLES = 20
# What no answer and no line of a log may hold, except as the token that is vended.
MARK = "soak-token-"

_serials = itertools.count(1)


@dataclass
class Upstream:
    """One account's token endpoint."""

    name: str
    client: str
    lives: dict
    kids: set
    mode: str = "well"
    calls: int = 0
    in_flight: int = 0
    most_in_flight: int = 0
    told_until: float = 0.0
    told_at: float = 0.0
    in_spite: int = 0
    first_served: float = 0.0
    complaints: list = field(default_factory=list)
    samples: dict = field(default_factory=dict)
    port: int = 0

    def __post_init__(self):
        self.seen = set()
        self.connections = set()
        self.server = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/oauth/token"

    async def open(self):
        loop = asyncio.get_running_loop()
        self.server = await loop.create_server(lambda: Exchange(self), "127.0.0.1", self.port, backlog=1024)
        self.port = self.server.sockets[0].getsockname()[1]

    def close(self):
        """From now on connections are refused."""
        if self.server:
            self.server.close()
            self.server = None
        for exchange in list(self.connections):
            exchange.transport.abort()

    def become(self, mode):
        self.mode = mode
        self.first_served = 0.0

    def delay(self):
        if self.mode.startswith("slow:"):
            return float(self.mode[5:])
        if self.mode == "spikes":
            return random.uniform(0.3, 1.8) if random.random() < 0.2 else 0.005
        return 0.005

    def answer(self, body, received):
        """Status, further headers and body; None to say nothing, for ever."""
        now = time.monotonic()
        refusal, scope, kid = self.check(body)
        if self.told_at + 1 < now < self.told_until:
            self.in_spite += 1
        if refusal:
            self.complaints.append(refusal)
            return 401, "", json.dumps({"error": "invalid_client", "error_description": refusal})
        match self.mode:
            case "hang":
                return None
            case "429":
                if now >= self.told_until:
                    self.told_at, self.told_until = now, now + 3
                return 429, "Retry-After: 3\r\n", '{"error":"slow_down"}'
            case "errors":
                return random.choice(FAULTS)
            case _:
                self.first_served = self.first_served or now
                return 200, "", json.dumps(self.grant(scope, kid, received))

    def grant(self, scope, kid, received):
        content = {"client": self.client, "scope": scope, "kid": kid, "serial": next(_serials), "at": received}
        value = MARK + keys.base64url(json.dumps(content).encode())
        return {"access_token": value, "token_type": "Bearer", "expires_in": self.lives[scope], "scope": scope}

    def check(self, body):
        """What is wrong with a form, its scope, and the key it is signed by."""
        form = {name: values[0] for name, values in parse_qs(body, strict_parsing=True).items()}
        assertion = form.get("client_assertion", "")
        try:
            head, claims = (json.loads(keys.unbase64url(part)) for part in assertion.split(".")[:2])
        except ValueError:
            return "no assertion", "", ""
        kid, scope = head.get("kid"), form.get("scope", "")
        complaint = next((what for what, holds in {
            "form fields": set(form) == FORM,
            "grant type": form.get("grant_type") == "client_credentials",
            "assertion type": form.get("client_assertion_type") == ASSERTION_TYPE,
            "client": {form.get("client_id"), claims.get("iss"), claims.get("sub")} == {self.client},
            "scope": scope in self.lives,
            "audience": claims.get("aud") == self.url,
            "algorithm": head.get("alg") == "ES256",
            f"key {kid}": kid in self.kids,
            "life": 0 < claims.get("exp", 0) - claims.get("iat", 0) <= 300 and claims["exp"] > time.time(),
            "used jti": claims.get("jti") not in self.seen,
        }.items() if not holds), None)
        self.seen.add(claims.get("jti"))
        samples = self.samples.setdefault(kid, [])
        if len(samples) < SAMPLES:
            samples.append(assertion)
        return complaint, scope, kid


FAULTS = [
    (500, "", '{"error":"server_error"}'),
    (502, "Content-Type: text/html\r\n", "<html>Bad Gateway</html>"),
    (200, "", "<html>Sign in</html>"),
    (200, "", '{"access_token":"x","token_type":"Bearer","expires_in":-5,"scope":"a"}'),
    (302, "Location: http://127.0.0.1:1/\r\n", ""),
    (0, "", ""),
]


class Exchange(asyncio.Protocol):
    """One connection of the service."""

    def __init__(self, upstream):
        self.upstream = upstream
        self.buffer = b""
        self.busy = False

    def connection_made(self, transport):
        self.transport = transport
        self.upstream.connections.add(self)

    def connection_lost(self, _):
        self.upstream.connections.discard(self)
        self.rest()

    def data_received(self, data):
        self.buffer += data
        head, found, rest = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = next((int(line.split(b":")[1]) for line in head.lower().split(b"\r\n")
                       if line.startswith(b"content-length:")), 0)
        if len(rest) < length:
            return
        self.buffer = rest[length:]
        upstream = self.upstream
        upstream.calls += 1
        upstream.in_flight += 1
        upstream.most_in_flight = max(upstream.most_in_flight, upstream.in_flight)
        self.busy = True
        asyncio.get_running_loop().call_later(
            upstream.delay(), self.reply, rest[:length].decode(), time.monotonic())

    def rest(self):
        if self.busy:
            self.busy = False
            self.upstream.in_flight -= 1

    def reply(self, form, received):
        if self.transport.is_closing():
            return
        answer = self.upstream.answer(form, received)
        if answer is None:
            return
        self.rest()
        status, headers, body = answer
        if status == 0:
            self.transport.abort()
            return
        kind = "" if "Content-Type" in headers else "Content-Type: application/json\r\n"
        self.transport.write((f"HTTP/1.1 {status} Answer\r\nDate: {formatdate(usegmt=True)}\r\n{kind}{headers}"
                              f"Content-Length: {len(body)}\r\n\r\n{body}").encode())


class KeyServer:
    """Publishes an issuer's keys."""

    def __init__(self):
        self.keys = []
        self.calls = 0

    async def open(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}/jwks.json"

    async def serve(self, reader, writer):
        try:
            await reader.readuntil(b"\r\n\r\n")
            self.calls += 1
            body = json.dumps({"keys": self.keys})
            writer.write((f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
                          f"Content-Length: {len(body)}\r\n\r\n{body}").encode())
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
