"""G1: a token that is held, against the framework answering a constant; and what a held key costs upstream."""

from harness import peers
from harness.measure import Subject, in_turns
from harness.results import Finding
from harness.service import Service
from harness.stub import Stub

OURS, FIVE = "ours, token reused, one rule", "ours, token reused, five rules"
BARE, NGINX = "bare Spring MVC, constant", "nginx, constant"


def measure(bench, results):
    stub, constant = Stub(bench, "stub"), Stub(bench, "constant")
    before = stub.counts()
    service = Service(bench, "service", stub, ["shared", "five-rules"])
    bare_url, bare = peers.bare_spring(bench)
    rounds = in_turns(bench, [
        Subject(OURS, service.process, service.url("shared"), bench.callers.basic),
        Subject(BARE, bare, bare_url),
        Subject(FIVE, service.process, service.url("five-rules"), bench.callers.basic),
        Subject(NGINX, constant.process, f"{constant.plain}/token"),
    ])
    results.keep(rounds)
    results.ratio("G1", "reused token: req/s ÷ bare Spring MVC", 0.75, 0.90, rounds, "rate", OURS, BARE,
                  more_is_better=True)
    calls = stub.counts().since(before).requests / 2
    results.findings.append(Finding("G4", "upstream calls per held token", 1, None, [calls], [0.0]))
    results.notes.append(
        f"Upstream calls per held token: {calls:g}, from the service's start on, warm-up included;"
        f" {sum(one[mode].requests for one in rounds for mode in (OURS, FIVE)):,} requests were measured")
