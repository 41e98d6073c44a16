"""Posts events to two instances, as Talkdesk does: signed, at their time, some of them more than once."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field

from customers.talkdesk import KEY_ID
from soaking.wire import Closed, Cut, NoConnection, Wire

PATIENCE = 20
# Talkdesk posts again after 5 and 10 minutes what was not taken; we have less time.
PAUSE, MOST_TRIES = 2, 30


@dataclass
class Outcome:
    statuses: Counter = field(default_factory=Counter)
    seconds: list = field(default_factory=list)
    lag: float = 0.0

    def percentile(self, share):
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


class Sender:
    def __init__(self, ports):
        self.wires = [Wire(port) for port in ports]
        self.outcome = Outcome()
        self.answered = {}
        self.running = set()

    async def warm_up(self, deliveries, clients):
        """Closed loop: a cold JVM carries a tenth of a warm one."""
        self._expect(deliveries)
        waiting = iter(deliveries)

        async def client(own, other):
            for one in waiting:
                await self._deliver(one, own, other)

        await asyncio.gather(*(client(self.wires[number % 2], self.wires[(number + 1) % 2]) for number in range(clients)))
        await self._rest()
        self.outcome = Outcome()

    async def send(self, deliveries):
        """Open loop: nothing waits for an answer but what the same customer does next."""
        self._expect(deliveries)
        began = time.monotonic()
        for number, one in enumerate(deliveries):
            wait = began + one.due - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            self.outcome.lag = max(self.outcome.lag, -wait)
            self._spawn(self._deliver(one, self.wires[number % 2], self.wires[(number + 1) % 2]))
        await self._rest()
        return time.monotonic() - began

    def _expect(self, deliveries):
        loop = asyncio.get_running_loop()
        self.answered = {one.event.id: loop.create_future() for one in deliveries}

    async def _rest(self):
        while self.running:
            await asyncio.wait(self.running)

    def _spawn(self, work):
        task = asyncio.get_running_loop().create_task(work)
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def _deliver(self, one, wire, other):
        if one.after:
            await self.answered[one.after.id]
        if one.again is not None:
            self._spawn(self._again(one, other))
        await self._until_taken(one.event, wire)
        self.answered[one.event.id].set_result(None)

    async def _again(self, one, wire):
        await asyncio.sleep(one.again)
        await self._until_taken(one.event, wire)

    async def _until_taken(self, event, wire):
        for _ in range(MOST_TRIES):
            if await self._post(event, wire) == 200:
                return
            await asyncio.sleep(PAUSE)

    async def _post(self, event, wire):
        body = event.body.encode()
        head = (f"POST /appconnect/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                f"X-Hub-Ecdsa-Signature: {event.signature}\r\nX-Hub-Ecdsa-Signature-Id: {KEY_ID}\r\n"
                f"Content-Length: {len(body)}\r\n\r\n")
        sent = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                status = (await wire.ask(head.encode() + body)).status
        except (NoConnection, Closed, Cut, TimeoutError) as nothing:
            status = type(nothing).__name__
        self.outcome.statuses[status] += 1
        self.outcome.seconds.append(time.monotonic() - sent)
        return status

    def close(self):
        for wire in self.wires:
            wire.close()
