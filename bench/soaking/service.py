"""The service under test: its settings, its start, its memory, its end."""

import asyncio
import base64
import hashlib
import json
import os
import re
import secrets
import signal
import socket
import subprocess
from pathlib import Path

from soaking.keys import Failure
from soaking.wire import Closed, Cut, NoConnection, Wire

PROJECT = Path(__file__).resolve().parents[2]
JAR = PROJECT / "target/talkdesk-token-vending.jar"
DEADLINE = 5
START_PATIENCE = 180
END_PATIENCE = 60
# The last two to try other flags and settings of Spring Boot.
PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR", "JAVA_TOOL_OPTIONS", "SPRING_APPLICATION_JSON")


def build():
    print("Builds the jar", flush=True)
    done = subprocess.run([PROJECT / "mvnw", "-B", "-ntp", "-q", "-Dmaven.test.skip=true", "package"], cwd=PROJECT,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=900)
    if done.returncode:
        raise Failure("The build failed:\n" + (done.stdout + done.stderr).decode(errors="replace")[-3000:])


class Service:
    """One start of the jar after the other, each with a log of its own."""

    def __init__(self, directory, settings):
        self.directory = directory
        self.settings = settings
        self.operators = ("operator", secrets.token_hex(16))
        self.canaries = [*settings.secrets(), self.operators[1]]
        self.logs = []
        self.child = None

    def write_settings(self):
        """Renamed into place, so that no half of it is ever read."""
        file = self.directory / "service.yaml"
        # JSON is YAML.
        file.with_suffix(".new").write_text(json.dumps(self.settings.current(), indent=1))
        file.with_suffix(".new").rename(file)
        return file

    async def start(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.wire = Wire(self.port)
        log = self.directory / f"service-{len(self.logs) + 1}.log"
        self.logs.append(log)
        java_home = subprocess.run([PROJECT / ".ci/find-jdk"], capture_output=True, text=True, timeout=30).stdout.strip()
        env = {name: value for name, value in os.environ.items() if name in PASSED_ON}
        env |= {
            "PORT": str(self.port),
            "SERVER_ADDRESS": "127.0.0.1",
            "TOKEN_VENDING_CONFIG_FILE": str(self.write_settings()),
            "TOKENVENDING_DEADLINE": f"{DEADLINE}s",
            "OPS_USERNAME": self.operators[0],
            "OPS_PASSWORD": self.operators[1],
        }
        with open(log, "wb") as output:
            self.child = subprocess.Popen(
                [f"{java_home}/bin/java", f"@{PROJECT}/src/container/jvm.options", "-jar", str(JAR)],
                env=env, cwd=self.directory, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                # Ctrl-C is for us, who then end it.
                start_new_session=True)
        for _ in range(START_PATIENCE * 4):
            if self.child.poll() is not None:
                break
            try:
                if (await self._get("/actuator/health/readiness")).status == 200:
                    return
            except (NoConnection, Closed, Cut):
                pass
            await asyncio.sleep(0.25)
        raise Failure(f"The service did not start; see {log}\n" + "\n".join(log.read_text().splitlines()[-20:]))

    async def reload(self):
        """Puts the present settings in force."""
        self.write_settings()
        login = base64.b64encode(":".join(self.operators).encode()).decode()
        request = (f"POST /actuator/reload HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {login}\r\n"
                   "Content-Length: 0\r\n\r\n")
        answer = await self.wire.ask(request.encode(), alone=True)
        if answer.status != 200:
            raise Failure(f"The reload was answered {answer.status}: {answer.body.decode()}")

    async def _get(self, path):
        return await self.wire.ask(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(), alone=True)

    def rss_mb(self):
        try:
            status = Path(f"/proc/{self.child.pid}/status").read_text()
        except OSError:
            return 0
        found = re.search(r"VmRSS:\s+(\d+)", status)
        return int(found.group(1)) / 1024 if found else 0

    def is_running(self):
        return self.child is not None and self.child.poll() is None

    def terminate(self):
        self.child.send_signal(signal.SIGTERM)

    async def ended(self):
        """The exit code; None if it did not end in time."""
        for _ in range(END_PATIENCE * 10):
            if not self.is_running():
                return self.child.returncode
            await asyncio.sleep(0.1)
        return None

    def kill(self):
        if self.is_running():
            self.child.kill()
            self.child.wait(10)


class Settings:
    """What the config file says; two of its keys change during a run."""

    def __init__(self, directory, people, accounts, issuer_keys):
        self.directory = directory
        self.people = people
        self.accounts = accounts
        self.key_ids = {name: f"{name}-1" for name in accounts}
        self.issuer_keys = issuer_keys
        self.issuer_key = "backend-1"

    def key_file(self, key_id):
        return self.directory / f"{key_id}.pem"

    def secrets(self):
        """Of the files, one line of each key is enough."""
        lines = [file.read_text().splitlines()[1] for file in self.directory.glob("*.pem") if "PRIVATE" in file.read_text()]
        return [*lines, self.people.password, *self.people.api_keys.values()]

    def current(self):
        return {
            "talkdesk": {"accounts": {name: self._account(name, account) for name, account in self.accounts.items()}},
            "token-vending": {
                "apps": APPS,
                "callers": {
                    "basic": [{"username": "fleet", "password": self.people.password}],
                    "api-keys": [{"name": name, "sha256": hashlib.sha256(key.encode()).hexdigest()}
                                 for name, key in self.people.api_keys.items()],
                    "issuers": [
                        {"name": "customers", "issuer": "https://customers.example.com/", "audiences": ["soak"],
                         "jwks-uri": self.issuer_keys.url, "algorithms": ["RS256"]},
                        {"name": "backend", "issuer": "backend", "audiences": ["soak"], "algorithms": ["ES256"],
                         "public-key": f"file:{self.directory / self.issuer_key}.pub"},
                    ],
                    "failed-attempts-per-minute": 100000,
                },
                "policies": {
                    "voice": {"rule": '"voice" in caller.claims.entitlements'},
                    "open": {"rule": 'app.platform == "ios" && now.getHours("Europe/Lisbon") >= 0'},
                    "fair-use": {"limits": [{"requests": LIMIT, "per": f"{LIMIT_SECONDS}s", "key": "caller"}]},
                },
            },
        }

    def _account(self, name, account):
        return {"token-uri": account.url, "client-id": account.client, "key-id": self.key_ids[name],
                "private-key": f"file:{self.key_file(self.key_ids[name])}", "scope": list(account.lives)}


LIMIT, LIMIT_SECONDS = 5, 10
SHORT, LONG, OTHER = "visual-sessions:execute", "long:execute", "other:execute"

# `acme` is the account whose Talkdesk fails; `calm` is always well, and must not notice.
APPS = {
    "lobby": {"account": "acme", "platform": "ios", "scope": [LONG], "reuse": "shared", "policies": ["open"]},
    "clinic": {"account": "acme", "platform": "ios", "scope": [LONG], "callers": ["issuer:backend"], "policies": ["open"]},
    "shop": {"account": "acme", "platform": "ios", "scope": [SHORT], "callers": ["issuer:customers"], "min-ttl": "10s",
             "policies": ["open"]},
    "square": {"account": "acme", "platform": "ios", "scope": [SHORT], "reuse": "shared", "min-ttl": "10s",
               "policies": ["open"]},
    "kiosk": {"account": "acme", "platform": "ios", "scope": [OTHER], "reuse": "never", "policies": ["open"]},
    "bank": {"account": "calm", "platform": "ios", "scope": [SHORT], "callers": ["issuer", "api-key"], "min-ttl": "10s",
             "policies": ["open"]},
    "forum": {"account": "calm", "platform": "ios", "scope": [OTHER], "callers": ["issuer"],
              "policies": ["voice", "fair-use"]},
}
