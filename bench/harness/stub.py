"""The upstream stub: nginx as a token endpoint on loopback, and as the peer that answers a constant."""

import json
import re
import urllib.request
from dataclasses import dataclass

from harness import keys, net
from harness.tools import PROJECT, find

SCOPE = "visual-sessions:execute"

# As long as a real one; nobody here reads it.
ACCESS_TOKEN = ".".join(["eyJhbGciOiJFUzI1NiIsImtpZCI6ImJlbmNoIn0", ("eyJiZW5jaCI6" * 60)[:780], ("c2ln" * 22)[:86]])
GRANT = json.dumps({"access_token": ACCESS_TOKEN, "token_type": "Bearer", "expires_in": 600, "scope": SCOPE})
VENDED = json.dumps(
    {"identity": "app-user", "token": ACCESS_TOKEN, "token_type": "Bearer", "expires_in": 599, "scope": SCOPE},
    separators=(",", ":"),
)


@dataclass(frozen=True)
class Counts:
    """What the stub has seen so far."""

    connections: int
    requests: int

    def since(self, before):
        """Without the question that asked for it, which came over a connection of its own."""
        return Counts(self.connections - before.connections - 1, self.requests - before.requests - 1)


class Stub:
    def __init__(self, bench, name):
        directory = bench.scratch / name
        directory.mkdir()
        self.plain_port, self.tls_port = net.free_ports(2)
        self.certificate = keys.certificate(keys.ec_key(directory / "stub.key"), directory / "stub.pem")
        values = {
            "DIR": directory,
            "GRANT": GRANT,
            "VENDED": VENDED,
            "PLAIN": self.plain_port,
            "TLS": self.tls_port,
        }
        text = (PROJECT / "bench/stub/nginx.conf").read_text()
        for word, value in values.items():
            text = text.replace(f"@{word}@", str(value))
        (directory / "nginx.conf").write_text(text)
        command = [find("nginx"), "-e", "stderr", "-p", "/usr/share/nginx", "-c", directory / "nginx.conf"]
        self.process = bench.processes.start(name, command, net.environment(), directory)
        net.await_answer(self.process, f"{self.plain}/status")

    @property
    def plain(self):
        return f"http://127.0.0.1:{self.plain_port}"

    @property
    def tls(self):
        # The name, as callers check it against the certificate.
        return f"https://localhost:{self.tls_port}"

    def counts(self):
        with urllib.request.urlopen(f"{self.plain}/status", timeout=10) as answer:
            text = answer.read().decode()
        connections, _, requests = re.search(r"^ (\d+) (\d+) (\d+) $", text, re.MULTILINE).groups()
        return Counts(int(connections), int(requests))
