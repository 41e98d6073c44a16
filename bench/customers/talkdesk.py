"""The Talkdesk of a run: publishes the key of its signatures, grants tokens to installations, and counts what it is told."""

import asyncio
import json
from collections import Counter
from urllib.parse import parse_qs

from soaking import keys

KEY_ID = "bench-signatures"
SCOPE = "apps:write"
LIFE = 600


class Talkdesk:
    def __init__(self, public_key):
        self.public_key = public_key
        self.told = Counter()  # by installation, client (none for the installation itself) and state
        self.complaints = Counter()
        self.connections = set()

    async def open(self):
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1024)
        self.root = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"

    def close(self):
        self.server.close()
        for writer in self.connections:
            writer.transport.abort()

    def token_url(self, number):
        return f"{self.root}/installations/inst-{number}/oauth/token"

    async def _serve(self, reader, writer):
        self.connections.add(writer)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:-2])}
                body = (await reader.readexactly(int(headers.get("content-length", 0)))).decode()
                status, answer = self.answer(head[0].split()[1].strip("/").split("/"), headers, body)
                writer.write((f"HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\n"
                              f"Content-Length: {len(answer)}\r\n\r\n{answer}").encode())
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self.connections.discard(writer)
            writer.close()

    def answer(self, path, headers, body):
        match path:
            case ["keys", id] if id == KEY_ID:
                return 200, self.public_key
            case ["installations", installation, "oauth", "token"]:
                return self._grant(installation, body)
            case ["apps", _, "installations", installation, "state"]:
                return self._note(installation, None, headers, body)
            case ["apps", _, "installations", installation, "credentials", client, "state"]:
                return self._note(installation, client, headers, body)
        return self._refuse(404, f"nothing is at {'/'.join(path)}")

    def _grant(self, installation, body):
        form = {name: values[0] for name, values in parse_qs(body).items()}
        try:
            head, claims = (json.loads(keys.unbase64url(part)) for part in form["client_assertion"].split(".")[:2])
        except (KeyError, ValueError):
            return self._refuse(401, "no assertion")
        client = claims.get("iss", "")
        fits = (client.startswith(f"client-{installation.removeprefix('inst-')}-")
                and head.get("kid") == client.replace("client-", "key-")
                and claims.get("sub") == client
                and claims.get("aud") == f"{self.root}/installations/{installation}/oauth/token"
                and form.get("scope") == SCOPE)
        if not fits:
            return self._refuse(401, f"an assertion of {client} for {installation}")
        return 200, json.dumps({"access_token": f"{installation}/{client}", "token_type": "Bearer", "expires_in": LIFE,
                                "scope": SCOPE})

    def _note(self, installation, client, headers, body):
        owner, _, holder = headers.get("authorization", "").removeprefix("Bearer ").partition("/")
        if owner != installation or client not in (None, holder):
            return self._refuse(403, f"a token of {owner}, {holder} for {installation}, {client}")
        self.told[installation, client, json.loads(body).get("state")] += 1
        return 200, "{}"

    def _refuse(self, status, what):
        self.complaints[what] += 1
        return status, '{"error":"refused"}'
