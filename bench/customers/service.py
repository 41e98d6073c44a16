"""The service with many accounts: in its settings, or installed by customers."""

import base64
import json
import secrets
import time

from customers import signer
from customers.customer import APP, Customer
from harness import net
from harness.service import PASSWORD, RULES, USER, Service
from harness.stub import SCOPE
from harness.tools import JAR, run

TENANT = "tenant"
# The same for one and for many: the image's heap of 128 MB is too small for all of them, as the report's bytes tell.
HEAP = {"JAVA_TOOL_OPTIONS": "-Xmx1g"}
ENCRYPTION_KEY = base64.b64encode(secrets.token_bytes(32)).decode()


def configured(bench, stub, count):
    """As many accounts as apps, one of each for each other. What may be a list or a text is a text: see docs/performance.md."""
    key = "".join(line for line in bench.signing_key.read_text().splitlines() if "-----" not in line)
    return {
        "talkdesk": {"accounts": {
            f"acme-{number}": {"token-uri": f"{stub.plain}/oauth/token", "client-id": f"client-{number}",
                               "key-id": "bench", "private-key": key, "scope": SCOPE}
            for number in range(count)}},
        "token-vending": {
            "held-tokens": 2 * count + 1000,
            "apps": {f"app-{number}": {"account": f"acme-{number}", "platform": "ios", "reuse": "shared",
                                       "policies": "hours"} for number in range(count)},
            "callers": {"basic": [{"username": USER, "password": PASSWORD}]},
            "policies": {"hours": {"rule": RULES["hours"]}},
        },
    }


def installed(bench, postgres, database, count=0, key_url="http://127.0.0.1:1"):
    """Two apps for the customers of one app on AppConnect: `held` and `fresh`."""
    app = {"account-claim": TENANT, "account-issuers": "es256", "platform": "ios", "policies": "hours"}
    return {
        "spring": {"datasource": {"url": postgres.url(database), "username": "postgres"}},
        "appconnect": {"app-ids": APP, "allowed-domains": "127.0.0.1", "signature-key-url": f"{key_url}/keys/{{id}}"},
        "token-vending": {
            "held-tokens": 2 * count + 1000,
            "encryption-keys": [{"id": "bench", "key": ENCRYPTION_KEY}],
            "apps": {"held": {**app, "reuse": "per-user"}, "fresh": {**app, "reuse": "never"}},
            "callers": {"issuers": bench.callers.issuers()},
            "policies": {"hours": {"rule": RULES["hours"]}},
        },
    }


def start(bench, name, stub, settings, **how):
    return Service(bench, name, stub, settings=settings, **how)


def bring_in(bench, postgres, database, stub, count):
    """So many customers, by the service's own command, each with a key of its own."""
    now = time.time()
    customers = [Customer(number, stub.plain, f"{stub.plain}/oauth/token") for number in range(count)]
    lines = [customer.installed(now, key).body
             for customer, (key, _) in zip(customers, signer.keys(bench, count))]
    file, settings = bench.scratch / "customers.jsonl", bench.scratch / "import.yaml"
    file.write_text("\n".join(lines) + "\n")
    settings.write_text(json.dumps(installed(bench, postgres, database)))
    began = time.monotonic()
    run(f"{bench.java_home}/bin/java", "-jar", JAR, "import-accounts", file, seconds=900,
        cwd=bench.scratch, env=net.environment(SPRING_CONFIG_ADDITIONAL_LOCATION=f"file:{settings}"))
    file.unlink()
    return time.monotonic() - began


def databases(bench, postgres, stub, count):
    """One with a single customer and one with so many; their names."""
    for name, customers in (("one", 1), ("many", count)):
        postgres.create(name)
        seconds = bring_in(bench, postgres, name, stub, customers)
    bench.say(f"  {count:,} customers were brought in in {seconds:.0f} s")
    return "one", "many"


def users(bench, count, tenants):
    """A file of headers: users of one issuer, spread over so many customers."""
    claims = [{"iss": "https://es256.example.com", "aud": "example-app", "sub": f"user-{number}",
               "email": f"user-{number}@example.com", "email_verified": True,
               TENANT: f"acc-{number % tenants}"} for number in range(count)]
    path = bench.scratch / f"users-of-{tenants}"
    path.write_text("".join(f"Bearer {token}\n" for token in signer.tokens(bench, bench.callers.es256, claims)))
    return path
