"""Looks at every answer: is it one that may be given now, and does the token belong to who asked?"""

import hashlib
import json
import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import takewhile

from soaking import keys
from soaking.service import APPS, DEADLINE, LIMIT, LIMIT_SECONDS
from soaking.traffic import GRACE, account_of
from soaking.upstream import MARK
from soaking.wire import Answer, Closed, NoConnection

# A held token counts as having life when it has this much more than the second the service asks for.
MARGIN = 1.5
PATIENCE = 2.0


@dataclass
class Phase:
    name: str
    seconds: float = 0.0
    sent: int = 0
    statuses: Counter = field(default_factory=Counter)
    lost: int = 0
    slowest: float = 0.0
    with_life: int = 0
    turned_away: int = 0
    calls: int = 0
    most_in_flight: int = 0
    rss: float = 0.0
    lag: float = 0.0
    foreign: float = 0.0
    notes: list = field(default_factory=list)


class Judge:
    def __init__(self, upstreams, canaries):
        self.upstreams = upstreams
        self.canaries = [canary.encode() for canary in canaries]
        self.phase = None
        # By what happened, without its numbers: how often, and the first of them.
        self.examples = {}
        # By request id: status (0 without an answer, None when turned away), SHA-256 of the token, and phase.
        self.records = {}
        self.troubles = []
        self.reloads = []
        self.failed_with_life = 0
        self.kid_since = {}
        self.signal_at = None
        self.lags = [(0.0, 0.0)]
        # While more is offered than can be carried, what came of it.
        self.overload = None
        # A cold JVM may take its time, and nothing else.
        self.is_warming_up = False
        self.forget()

    def forget(self):
        """The service starts anew, with nothing held."""
        self.held = {}
        self.owners = {}
        self.grants = defaultdict(list)
        self.signal_at = None

    def lose(self, phase, what):
        phase.lost += 1
        alike = re.sub(r"\d+", "", f"{phase.name} {what}")[:100]
        count, first = self.examples.get(alike, (0, f"{phase.name}: {what}"))
        self.examples[alike] = (count + 1, first)

    def look(self, phase, ask, answer):
        phase.sent += 1
        phase.slowest = max(phase.slowest, ask.ended - ask.sent)
        if self.overload is not None:
            self.overload.count(answer.status if isinstance(answer, Answer) else 0, ask.ended - ask.sent)
        if isinstance(answer, Answer):
            phase.statuses[answer.status] += 1
            problems, token = self.problems(phase, ask, answer)
            digest = hashlib.sha256(token.encode()).hexdigest() if token else None
            self.records[ask.id] = (answer.status, digest, phase)
        elif self.may_turn_away(ask, answer):
            phase.turned_away += 1
            phase.statuses[type(answer).__name__] += 1
            self.records[ask.id] = (None, None, phase)
            return
        else:
            phase.statuses[type(answer).__name__] += 1
            problems = [f"no answer: {type(answer).__name__} {answer}"]
            self.records[ask.id] = (0, None, phase)
        if problems:
            after = f" after {ask.ended - ask.sent:.2f} s"
            since = "" if self.signal_at is None else f", sent {ask.sent - self.signal_at:+.3f} s from SIGTERM"
            self.lose(phase, f"{ask.kind} by {ask.caller} ({ask.id}){after}{since}: {'; '.join(problems)}")

    def may_turn_away(self, ask, nothing):
        """After SIGTERM, whoever was told nothing may go elsewhere, if the audit does not know the request."""
        if self.overload is not None and isinstance(nothing, NoConnection):
            return True
        if self.signal_at is None or not isinstance(nothing, (NoConnection, Closed)):
            return False
        return ask.sent >= self.signal_at or isinstance(nothing, NoConnection)

    def problems(self, phase, ask, answer):
        """What is wrong with an answer, and the token in it."""
        problems = list(self.wrong_form(ask, answer))
        alive = self.has_life(ask)
        troubled = ask.good < 300 and (
            self.is_warming_up or (account_of(ask) == "acme" and self.overlaps(self.troubles, ask)))
        if troubled and alive:
            phase.with_life += 1
        token = None
        if answer.status in (200, 201) and answer.status == ask.good:
            token, more = self.vended(ask, answer, troubled)
            problems += more
        elif answer.status in (503, 504) and troubled:
            if alive:
                self.failed_with_life += 1
                problems.append(f"{answer.status} though a token with life was held")
        elif not (
            answer.status == ask.good
            or (answer.status == 429 and ask.limited)
            or (answer.status in (429, 503) and self.overload is not None)
            or (answer.status == 401 and ask.issuer == "backend" and self.overlaps(self.reloads, ask))
        ):
            problems.append(f"{answer.status} {answer.body[:200]!r}")
        return problems, token

    def wrong_form(self, ask, answer):
        headers, body = answer.headers, answer.body
        if ask.ended - ask.sent > DEADLINE + GRACE + self.lag_since(ask.sent) and not self.is_warming_up:
            yield "after the deadline"
        if "no-store" not in headers.get("cache-control", ""):
            yield "may be stored"
        if headers.get("x-request-id") != ask.id:
            yield f"request id {headers.get('x-request-id')}"
        if answer.status in (429, 503) and not headers.get("retry-after", "").isdigit():
            yield "no Retry-After"
        seen = body + repr(headers).encode()
        if any(canary in seen for canary in self.canaries) or (answer.status >= 400 and MARK.encode() in seen):
            yield "a secret in it"
        if answer.status >= 400 and body and json.loads(body).get("request_id") != ask.id:
            yield "no problem document of ours"

    def vended(self, ask, answer, troubled):
        """The token of a good answer, and what is wrong with it."""
        text = "format=text" in ask.kind
        content = {} if text else json.loads(answer.body)
        token = answer.body.decode() if text else content.get("token") or content.get("auth_token") or ""
        if not token.startswith(MARK):
            return None, ["no token in it"]
        said = json.loads(keys.unbase64url(token[len(MARK):]))
        account = account_of(ask)
        upstream, [scope] = self.upstreams[account], APPS[ask.app]["scope"]
        problems = []
        if (said["client"], said["scope"], content.get("identity", ask.caller)) != (upstream.client, scope, ask.caller):
            problems.append(f"token of {said['client']} for {said['scope']}, handed to {content.get('identity')}")
        kid, since = self.kid_since.get(account, ("", float("inf")))
        if ask.sent >= since and said["kid"] != kid:
            problems.append(f"token by the old key {said['kid']}")
        owner = (account, scope, ask.sharer or ask.id)
        if self.owners.setdefault(said["serial"], owner) != owner:
            problems.append(f"token of {self.owners[said['serial']]}")
        if not text:
            problems += self.wrong_life(ask, content["expires_in"], said["at"] + upstream.lives[scope], troubled)
            if ask.sharer:
                alive_until = max(ask.sent + content["expires_in"], self.held.get(owner, (0, 0))[0])
                self.held[owner] = (alive_until, ask.sent)
        if ask.limited:
            problems += self.beyond_limit(ask)
        return token, problems

    def wrong_life(self, ask, seconds, ends, troubled):
        if not isinstance(seconds, int) or seconds < 1:
            yield f"expires_in {seconds}"
        elif seconds > ends - ask.sent:
            yield f"expires_in {seconds}, with {ends - ask.sent:.1f} s left"
        elif not troubled and seconds < ends - ask.ended - 4 - self.lag_since(ask.sent):
            yield f"expires_in {seconds}, with {ends - ask.ended:.1f} s left"
        # Who has waited so long for a new token gets the old one.
        elif ask.sharer and not troubled and ask.ended - ask.sent < PATIENCE and self.upstreams[account_of(ask)].mode == "well":
            life = self.upstreams[account_of(ask)].lives[APPS[ask.app]["scope"][0]]
            least = max(ask.at_least, min(int(APPS[ask.app].get("min-ttl", "120s")[:-1]), life // 2))
            if seconds < least - 1:
                yield f"expires_in {seconds}, less than the minimum {least}"

    def beyond_limit(self, ask):
        """A bucket of so many, which fills evenly: no stretch of time may see more."""
        times = self.grants[ask.caller]
        times.append((ask.sent, ask.ended))
        seconds = max(end for _, end in times) - min(start for start, _ in times)
        if len(times) > LIMIT + seconds * LIMIT / LIMIT_SECONDS + 1:
            yield f"{len(times)} tokens in {seconds:.0f} s are beyond the limit"

    def has_life(self, ask):
        """Whether the service holds a token for this request which is better than nothing."""
        if not ask.sharer or ask.at_least:
            return False
        alive_until, fetched_after = self.held.get((account_of(ask), APPS[ask.app]["scope"][0], ask.sharer), (0, 0))
        changed = self.kid_since.get(account_of(ask), ("", 0))[1]
        return alive_until > ask.ended + MARGIN and fetched_after >= changed and ask.sent >= changed

    @staticmethod
    def overlaps(spans, ask):
        return any(ask.ended >= since and ask.sent <= until for since, until in spans)

    def begin_trouble(self):
        self.troubles.append((time.monotonic(), float("inf")))

    def end_trouble(self):
        self.troubles[-1] = (self.troubles[-1][0], time.monotonic())

    def lag_since(self, moment):
        # From the end: looking through those of the whole run for each answer would make this program late.
        recent = takewhile(lambda one: one[0] >= moment, reversed(self.lags))
        return max((lag for _, lag in recent), default=0.0)
