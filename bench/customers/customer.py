"""Customers of an app on AppConnect, and what Talkdesk would post about them (docs.talkdesk.com, Events API)."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timezone

APP = "bench-app"


@dataclass(frozen=True)
class Customer:
    """By whose root and token URL it is reached; the same for all, or one of its own."""

    number: int
    root: str
    token_url: str

    @property
    def installation(self):
        return f"inst-{self.number}"

    @property
    def account(self):
        return f"acc-{self.number}"

    @property
    def name(self):
        return f"customer-{self.number}"

    def event(self, kind, at, **data):
        return Event(self, kind, at, {"installation_id": self.installation, "account_id": self.account, **data})

    def installed(self, at, key, name=None):
        return self.event("app.installed", at, account_name=name or self.name, **self._credentials(1, key))

    def rotated(self, at, key, generation):
        return self.event("app.credentials_rotated", at, account_name=self.name, **self._credentials(generation, key))

    def client(self, generation):
        return f"client-{self.number}-{generation}"

    def _credentials(self, generation, key):
        return {"client_id": self.client(generation), "key_id": f"key-{self.number}-{generation}",
                "private_key": key, "key_algorithm": "ES256"}


@dataclass
class Event:
    customer: Customer
    kind: str
    at: float  # when Talkdesk made it
    data: dict = field(repr=False)
    signature: str = ""

    @property
    def id(self):
        return f"{self.customer.installation}-{self.kind.partition('.')[2]}-{self.at:.6f}"

    @property
    def body(self):
        links = {"root": self.customer.root, "tokens": self.customer.token_url}
        made = datetime.fromtimestamp(self.at, timezone.utc).isoformat(timespec="microseconds")
        return json.dumps({
            "id": self.id, "created_at": made.replace("+00:00", "Z"), "api_version": "1", "type": self.kind,
            "app_id": APP, "app_version_id": "bench", "app_version_name": "1.0.0", "data": self.data,
            "_links": {name: {"href": url} for name, url in links.items()},
        })
