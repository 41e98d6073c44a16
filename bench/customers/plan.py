"""What is sent, and what must come of it."""

import random
from dataclasses import dataclass, field

from customers import signer
from customers.customer import Customer, Event

AGAIN = 0.15  # of the events are delivered twice: half of them at once, half later
OVERTAKEN = 0.03  # of the customers have events that arrive in the wrong order
QUICK = 0.3  # of the events follow so soon that the one before may still wait for its acknowledgement
# What a customer does, and how often.
LIVES = {
    ("installed",): 30,
    ("installed", "rotated"): 20,
    ("installed", "updated"): 15,
    ("installed", "uninstalled"): 10,
    ("installed", "rotated", "updated"): 10,
    ("installed", "rotated", "uninstalled"): 10,
    ("installed", "updated", "rotated", "uninstalled"): 5,
}
KEYS = 200


@dataclass
class Life:
    """One customer's events, in the order in which Talkdesk makes them."""

    customer: Customer
    kinds: tuple
    events: list = field(default_factory=list)
    in_order: bool = True

    @property
    def is_over(self):
        return self.kinds[-1] == "uninstalled"

    @property
    def name(self):
        return f"renamed-{self.customer.number}" if "updated" in self.kinds else self.customer.name

    @property
    def clients(self):
        """Those of which Talkdesk is told that they are in use, and that of the installation."""
        return {self.customer.client(2)} if "rotated" in self.kinds else set()

    @property
    def approvals(self):
        return 1 + self.kinds.count("updated")


@dataclass(frozen=True)
class Delivery:
    """When an event is sent, in seconds from the beginning, and after which other of the same customer."""

    due: float
    event: Event
    after: Event | None
    again: float | None  # seconds until it is sent once more, to the other instance


def plan(bench, talkdesk, began, seconds, signing_key, first=0):
    """Lives and deliveries: so many events a second, each life beginning at random. Customers are numbered from the first on."""
    chance = random.Random(7)
    keys = [private for private, _ in signer.keys(bench, KEYS)]
    lives, deliveries = [], []
    while len(deliveries) < seconds * bench.options.rate:
        number = first + len(lives)
        life = Life(Customer(number, talkdesk.root, talkdesk.token_url(number)),
                    chance.choices(list(LIVES), list(LIVES.values()))[0])
        life.in_order = len(life.kinds) == 1 or chance.random() >= OVERTAKEN
        lives.append(life)
        deliveries += deliveries_of(life, seconds, began, keys, chance)
    # Where they bunch is drawn by chance; the rate is not.
    deliveries.sort(key=lambda one: one.due)
    events = [one.event for one in deliveries]
    for event, signature in zip(events, signer.signatures(
            bench, "SHA512withECDSA", [(signing_key, event.body.encode()) for event in events])):
        event.signature = signature.hex()
    return lives, deliveries


def deliveries_of(life, seconds, began, keys, chance):
    gaps = [chance.uniform(0, 1.5) if chance.random() < QUICK else chance.uniform(1, seconds / 4) for _ in life.kinds]
    due = chance.uniform(0, max(0.0, seconds - sum(gaps[1:])))
    dues = [due + sum(gaps[1 : index + 1]) for index in range(len(life.kinds))]
    life.events = [event_of(life.customer, kind, began + due, chance.choice(keys)) for kind, due in zip(life.kinds, dues)]
    sent = life.events if life.in_order else list(reversed(life.events))
    return [Delivery(due, event, before, again_after(chance))
            for due, event, before in zip(dues, sent, [None, *sent])]


def again_after(chance):
    if chance.random() >= AGAIN:
        return None
    return 0.0 if chance.random() < 0.5 else chance.uniform(0.5, 5)


def event_of(customer, kind, at, key):
    match kind:
        case "installed":
            return customer.installed(at, key)
        case "rotated":
            return customer.rotated(at, key, 2)
        case "updated":
            return customer.event("app.updated", at, account_name=f"renamed-{customer.number}")
        case _:
            return customer.event("app.uninstalled", at, account_name=customer.name)
