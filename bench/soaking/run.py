"""One run: everything it has started, and how it goes from phase to phase."""

import asyncio
import time

from soaking import audit, keys, overload, phases
from soaking.cpu import Cpu
from soaking.judge import Judge, Phase
from soaking.people import People
from soaking.service import LONG, OTHER, SHORT, Service, Settings
from soaking.traffic import Mix, Traffic
from soaking.upstream import KeyServer, Upstream

SHORT_LIFE = 30
WARM_UP_ROUNDS = 20


class Run:
    def __init__(self, directory, minutes, outage, rate, say):
        self.directory = directory
        self.rate = rate
        self.say = say
        seconds = minutes * 60
        self.seconds = {name: share / 100 * seconds for name, share in phases.SHARES.items()}
        self.seconds["outage"] = outage * 60 if outage else self.seconds["outage"]
        self.rounds = max(1, min(3, int(minutes / 3)))
        self.phases, self.verdicts, self.conditions, self.children = [], [], [], []
        self.service = None

    async def prepare(self):
        self.say("Makes keys and signs tokens")
        for name in ("acme-1", "acme-2", "calm-1"):
            key = keys.ec_key(self.directory / f"{name}.pem")
            (self.directory / f"{name}.pub").write_text(keys.public_pem(key))
        (self.directory / "tell.lua").write_text(overload.LUA)
        self.people = People(self.directory)
        self.issuer_keys = KeyServer()
        self.issuer_keys.keys.append(self.people.jwk(1))
        await self.issuer_keys.open()
        # Long enough to outlive the outage, whenever it was fetched before.
        lives = {SHORT: SHORT_LIFE, LONG: int(max(900, 2 * sum(self.seconds.values()))), OTHER: 600}
        self.acme = Upstream("acme", "client-of-acme", lives, {"acme-1"})
        self.calm = Upstream("calm", "client-of-calm", lives, {"calm-1"})
        await self.acme.open()
        await self.calm.open()
        accounts = {"acme": self.acme, "calm": self.calm}
        self.settings = Settings(self.directory, self.people, accounts, self.issuer_keys)
        self.service = Service(self.directory, self.settings)
        self.judge = Judge(accounts, self.service.canaries)
        self.mix = Mix(self.people)

    async def go(self):
        await self.prepare()
        watch = asyncio.create_task(self.watch())
        try:
            await self.restart()
            for name, phase in phases.ALL.items():
                await self.through(name, phase)
        finally:
            watch.cancel()
        self.last_checks()

    async def through(self, name, phase):
        """One phase, to the last answer of it."""
        self.phase = self.judge.phase = Phase(name)
        self.phases.append(self.phase)
        began, calls, cpu = time.monotonic(), self.calls(), Cpu(self.service)
        for upstream in (self.acme, self.calm):
            upstream.most_in_flight = upstream.in_flight
        await phase(self, self.seconds[name])
        await self.traffic.drain()
        self.phase.seconds = time.monotonic() - began
        self.phase.calls = self.calls() - calls
        self.phase.most_in_flight = self.acme.most_in_flight
        self.phase.lag, self.phase.foreign = self.judge.lag_since(began), cpu.foreign()
        for upstream in (self.acme, self.calm):
            for complaint in upstream.complaints:
                self.judge.lose(self.phase, f"{upstream.name} was asked wrongly: {complaint}")
            upstream.complaints.clear()
        self.say(f"{name}: {self.phase.sent:,} sent, {self.phase.lost} lost, {self.phase.seconds:.0f} s")

    async def restart(self):
        self.judge.forget()
        await self.service.start()
        self.traffic = Traffic(self.service.wire, self.judge, self.mix.draw)

    async def warm_up(self):
        """A cold JVM carries a tenth of a warm one, so few clients begin, until nothing takes them long any more."""
        self.judge.is_warming_up = True
        for _ in range(WARM_UP_ROUNDS):
            before, self.phase.slowest = self.phase.slowest, 0.0
            await self.traffic.closed(2, 4)
            latest, self.phase.slowest = self.phase.slowest, max(before, self.phase.slowest)
            if latest < 0.3:
                break
        for tenth in range(1, 10):
            await self.traffic.run(0.5, self.rate * tenth / 10)
        await self.traffic.drain()
        self.judge.is_warming_up = False

    async def flow(self, seconds):
        await self.traffic.run(seconds, self.rate)

    async def reload_beside(self, seconds, done=lambda: None):
        """Half of the flow is before the reload. When it is in force is known to lie between its beginning and its end."""

        async def reload():
            await asyncio.sleep(seconds / 2)
            began = time.monotonic()
            self.judge.reloads.append((began, float("inf")))
            await self.service.reload()
            done()
            self.judge.reloads[-1] = (began, time.monotonic())
            self.phase.notes.append(f"reloaded in {time.monotonic() - began:.2f} s")

        await asyncio.gather(reload(), self.flow(seconds))
        return self.judge.reloads[-1][1]

    def calls(self):
        return self.acme.calls + self.calm.calls

    def verdict(self, goal, holds, what):
        self.verdicts.append((goal, holds, what))

    async def watch(self):
        """Memory of the service, and how far this program itself is behind."""
        while True:
            asked = time.monotonic()
            await asyncio.sleep(0.05)
            now = time.monotonic()
            self.judge.lags.append((now, now - asked - 0.05))
            del self.judge.lags[:-20000]
            if self.phases and self.service:
                self.phase.rss = max(self.phase.rss, self.service.rss_mb())

    def last_checks(self):
        by_name = {phase.name: phase for phase in self.phases}
        lines = audit.check(self.service.logs, self.judge, self.service.canaries, self.phase)
        asked = sum(phase.sent for phase in self.phases)
        self.conditions.append(f"{asked:,} requests, {lines:,} audit lines, {len(self.service.logs)} starts of the service")
        self.check_signatures()
        outage, last = by_name["outage"], by_name["SIGTERM"]
        failed = self.judge.failed_with_life
        self.verdict("G11", outage.with_life > 0 and not failed,
                     f"{self.seconds['outage']:.0f} s without Talkdesk: {outage.with_life:,} requests of callers whose token"
                     f" had life, {failed} failed")
        self.verdict("G12", last.lost == 0,
                     f"SIGTERM under {self.rate} requests/s, {self.rounds} times: {last.lost} lost,"
                     f" {last.turned_away} turned away after it untouched")
        self.verdicts.sort(key=lambda one: one[0])

    def check_signatures(self):
        """Of some assertions of each key; all would take too long."""
        for upstream in (self.acme, self.calm):
            for kid, samples in upstream.samples.items():
                file = self.directory / f"{kid}.pub"
                bad = sum(not keys.is_signed_by(file, assertion) for assertion in samples)
                if bad:
                    self.judge.lose(self.phase, f"{bad} of {len(samples)} assertions are not signed by {kid}")

    def end(self):
        """Whatever is still running."""
        for child in self.children:
            child.kill()
        if self.service:
            self.service.kill()
