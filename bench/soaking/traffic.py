"""What is asked: a mix of requests, each with an id of its own, at a steady rate."""

import asyncio
import itertools
import random
import time
from dataclasses import dataclass

from soaking.people import USERS, is_mute
from soaking.service import APPS, DEADLINE
from soaking.wire import Closed, Cut, NoConnection

# Beyond the deadline, before an answer is late.
GRACE = 1.0


@dataclass
class Ask:
    """One request, and what makes a good answer to it."""

    id: str
    kind: str
    request: bytes
    caller: str
    app: str
    good: int
    sharer: str | None = None
    at_least: int = 0
    limited: bool = False
    issuer: str | None = None
    sent: float = 0.0
    ended: float = 0.0


class Mix:
    """Draws requests; the weights are percent."""

    def __init__(self, people):
        self.people = people
        self.numbers = itertools.count(1)
        self.kinds = {
            self.lobby: 22, self.clinic: 20, self.shop: 20, self.square: 6, self.kiosk: 12, self.bank: 9, self.forum: 5,
            self.impatient: 1, self.wrong_password: 1, self.expired: 1, self.unknown_app: 1, self.malformed: 1, self.head: 1,
        }

    def draw(self):
        return random.choices(list(self.kinds), list(self.kinds.values()))[0]()

    def lobby(self):
        return self._ask("lobby", random.choice([self.people.fleet(), self.people.app("ios-app")]), sharer="app lobby")

    def square(self):
        return self._ask("square", random.choice([self.people.fleet(), self._user("customers")]), sharer="app square")

    def clinic(self):
        user = self._user("backend")
        return self._ask("clinic", user, sharer=f"user {user[0]}", issuer="backend")

    def shop(self):
        user = self._user("customers")
        return self._ask("shop", user, method="POST", sharer=f"user {user[0]}", issuer="customers")

    def kiosk(self):
        return self._ask("kiosk", self.people.app("server"), query="?format=text")

    def bank(self):
        if random.random() < 0.3:
            return self._ask("bank", self.people.app("server"))
        user = self._user("backend")
        return self._ask("bank", user, sharer=f"user {user[0]}", issuer="backend")

    def forum(self):
        # Few users, so that each of them asks more often than the limit lets them.
        user = self.people.user("customers", random.randrange(9))
        mute = is_mute(user[0])
        return self._ask("forum", user, good=403 if mute else 200, sharer=f"user {user[0]}", limited=not mute)

    def impatient(self):
        user = self._user("customers")
        return self._ask("shop", user, query="?min_ttl=25", at_least=25, sharer=f"user {user[0]}")

    def wrong_password(self):
        return self._ask("lobby", self.people.wrong(), good=401)

    def expired(self):
        return self._ask("clinic", ("", f"Authorization: Bearer {self.people.expired}"), good=401)

    def unknown_app(self):
        return self._ask("nowhere", self.people.fleet(), good=404)

    def malformed(self):
        return self._ask("lobby", self.people.fleet(), query="?min_ttl=soon", good=400)

    def head(self):
        return self._ask("lobby", self.people.fleet(), method="HEAD", good=405)

    def _user(self, issuer):
        return self.people.user(issuer, random.randrange(USERS))

    def _ask(self, app, who, method="GET", query="", good=0, **more):
        caller, credential = who
        number = f"soak-{next(self.numbers)}"
        request = (f"{method} /token/{app}{query} HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: {number}\r\n"
                   f"{credential}\r\nAccept: */*\r\n" + ("Content-Length: 0\r\n" if method == "POST" else "") + "\r\n")
        good = good or (201 if method == "POST" else 200)
        return Ask(number, f"{method} {app}{query}", request.encode(), caller, app, good, **more)


def account_of(ask):
    return APPS.get(ask.app, {}).get("account")


class Traffic:
    """Sends what the mix draws, and has the judge look at what comes of it."""

    def __init__(self, wire, judge, draw):
        self.wire = wire
        self.judge = judge
        self.draw = draw
        self.running = set()
        self.lag = 0.0

    async def run(self, seconds, rate):
        """Open loop: the next request does not wait for the answers of those before."""
        began, sent = time.monotonic(), 0
        while (now := time.monotonic()) < began + seconds:
            due = int((now - began) * rate)
            if due > sent:
                self.lag = max(self.lag, (due - sent - 1) / rate)
            for _ in range(due - sent):
                self.spawn()
            sent = due
            await asyncio.sleep(0.005)
        return sent

    async def closed(self, seconds, clients):
        """Closed loop: so many at a time, each waiting for its answer."""
        until = time.monotonic() + seconds

        async def client():
            while time.monotonic() < until:
                await self.send()

        await asyncio.gather(*(client() for _ in range(clients)))

    def spawn(self):
        task = asyncio.get_running_loop().create_task(self.send())
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def drain(self):
        while self.running:
            await asyncio.wait(self.running)

    async def send(self):
        ask = self.draw()
        ask.sent = time.monotonic()
        phase = self.judge.phase
        try:
            async with asyncio.timeout(DEADLINE + GRACE + 10):
                answer = await self.wire.ask(ask.request, alone=random.random() < 0.1)
        except (NoConnection, Closed, Cut, TimeoutError) as nothing:
            answer = nothing
        ask.ended = time.monotonic()
        self.judge.look(phase, ask, answer)
