"""G9: callers with an identity provider's token, against callers with a password; the vended token is held."""

from harness.measure import Subject, in_turns
from harness.service import Service
from harness.stub import Stub

BASIC = "ours, token reused, Basic caller"
BARS = {"ES256": (0.35, 0.5), "RS256": (0.6, 0.7)}


def measure(bench, results):
    stub = Stub(bench, "stub")
    service = Service(bench, "service", stub, ["shared", "users"])
    names = {algorithm: f"ours, token reused per user, {algorithm} caller" for algorithm in BARS}
    rounds = in_turns(bench, [
        Subject(BASIC, service.process, service.url("shared"), bench.callers.basic),
        *(Subject(names[algorithm], service.process, service.url("users"), bench.callers.tokens(algorithm))
          for algorithm in BARS),
    ])
    results.keep(rounds)
    for algorithm, (must, target) in BARS.items():
        results.ratio("G9", f"{algorithm} caller: req/s ÷ Basic caller", must, target, rounds, "rate",
                      names[algorithm], BASIC, more_is_better=True)
