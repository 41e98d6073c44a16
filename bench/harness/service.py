"""The service under test: its settings, its callers, its start."""

import base64
import json

from harness import keys, net
from harness.processes import Failure
from harness.stub import ACCESS_TOKEN, SCOPE
from harness.tools import JAR, PROJECT

USER, PASSWORD = "app-user", "bench-0123456789-bench"
RULES = {
    "hours": 'now.getHours("Europe/Lisbon") >= 0 && now.getHours("Europe/Lisbon") < 24',
    "not-listed": '!(caller.id in ["mallory", "trudy", "oscar"])',
    "platform": 'app.platform == "ios" && app.id != "example-app-android"',
    "address": 'request.address == "127.0.0.1"',
    "kind": 'caller.kind == "basic" || caller.claims.email_verified == true',
}
# App, its reuse, its upstream.
MODES = {
    "fresh": ("never", "plain"),
    "fresh-tls": ("never", "tls"),
    "fresh-20ms": ("never", "plain-20ms"),
    "shared": ("shared", "plain"),
    "five-rules": ("shared", "plain"),
    "users": ("per-user", "plain"),
}
COLD_APPS = [f"cold-{number}" for number in range(40)]
# One user's token after the other, so that no cache of verified tokens could help more than it does in life.
USERS = 200


class Callers:
    """Files of Authorization headers, and the keys of the issuers behind them."""

    def __init__(self, scratch):
        self.scratch = scratch
        self.es256, self.rs256 = keys.ec_key(scratch / "es256.pem"), keys.rsa_key(scratch / "rs256.pem")
        self.basic = self._file("basic", [basic_header()])

    def tokens(self, algorithm):
        key = self.es256 if algorithm == "ES256" else self.rs256
        tokens = [keys.token(key, algorithm, self.scratch, iss=f"https://{algorithm.lower()}.example.com",
                             aud="example-app", sub=f"user-{number}", email=f"user-{number}@example.com",
                             email_verified=True, entitlements=["chat", "video", "voice"])
                  for number in range(USERS)]
        return self._file(algorithm, [f"Bearer {token}" for token in tokens])

    def issuers(self):
        return [
            {"name": name, "issuer": f"https://{name}.example.com", "audiences": ["example-app"],
             "algorithms": [name.upper()], "public-key": keys.public_half(key)}
            for name, key in (("es256", self.es256), ("rs256", self.rs256))
        ]

    def _file(self, name, lines):
        path = self.scratch / f"callers-{name}"
        path.write_text("\n".join(lines) + "\n")
        return path


class Service:
    """A running jar with the named apps, or with settings of the caller's own."""

    def __init__(self, bench, name, stub, apps=(), command=None, directory=None, env=(), ask=True, settings=None):
        self.port = net.free_port()
        file = bench.scratch / f"{name}.yaml"
        # JSON is YAML.
        file.write_text(json.dumps(settings or settings_of(bench, stub, apps), indent=1))
        options = [f"-Djavax.net.ssl.trustStore={bench.trust(stub)}", "-Djavax.net.ssl.trustStorePassword=changeit"]
        env = dict(env)
        options += [env.pop("JAVA_TOOL_OPTIONS")] if "JAVA_TOOL_OPTIONS" in env else []
        java = [f"{bench.java_home}/bin/java", f"@{PROJECT}/src/container/jvm.options"]
        self.process = bench.processes.start(
            name,
            command or [*java, "-jar", JAR],
            net.environment(
                JAVA_HOME=bench.java_home,
                PORT=self.port,
                SERVER_ADDRESS="127.0.0.1",
                SPRING_CONFIG_ADDITIONAL_LOCATION=f"file:{file}",
                JAVA_TOOL_OPTIONS=" ".join(options),
                **env,
            ),
            directory or bench.scratch,
        )
        self.seconds_to_readiness = net.await_answer(self.process, f"{self.base}/actuator/health/readiness")
        for app in apps:
            if ask and app not in COLD_APPS:
                self._ask(app)

    def _ask(self, app):
        """The token is the stub's, or we would measure something else."""
        answer = net.get(self.url(app), {"Authorization": basic_header()})
        if json.loads(answer)["token"] != ACCESS_TOKEN:
            raise Failure(f"Not the stub's token: {answer}")

    @property
    def base(self):
        return f"http://127.0.0.1:{self.port}"

    def url(self, app):
        return f"{self.base}/token/{app}"


def settings_of(bench, stub, apps):
    account = {"client-id": "bench", "key-id": "bench", "private-key": f"file:{bench.signing_key}", "scope": [SCOPE]}
    token_urls = {
        "plain": f"{stub.plain}/oauth/token",
        "tls": f"{stub.tls}/oauth/token",
        "plain-20ms": f"{stub.plain}/20ms/oauth/token",
        "plain-100ms": f"{stub.plain}/100ms/oauth/token",
    }
    modes = {**MODES, **{app: ("shared", "plain-100ms") for app in COLD_APPS}}
    return {
        "talkdesk": {"accounts": {name: {**account, "token-uri": url} for name, url in token_urls.items()}},
        "token-vending": {
            "apps": {
                app: {
                    "account": modes[app][1],
                    "platform": "ios",
                    "reuse": modes[app][0],
                    "policies": list(RULES) if app == "five-rules" else ["hours"],
                }
                for app in apps
            },
            "callers": {
                "basic": [{"username": USER, "password": PASSWORD}],
                "issuers": bench.callers.issuers(),
            },
            "policies": {name: {"rule": rule} for name, rule in RULES.items()},
        },
    }


def basic_header():
    return "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
