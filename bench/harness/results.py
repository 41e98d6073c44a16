"""What a run found out: goals with their verdicts, and servers with their figures."""

import statistics
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """A goal's measured values, one a round."""

    goal: str
    what: str
    must: float
    target: float | None
    values: list
    foreign: list
    unit: str = ""
    more_is_better: bool = False

    @property
    def median(self):
        return statistics.median(self.values)

    @property
    def verdict(self):
        if self.target is not None and self._reaches(self.target):
            return "goal met"
        return "must met" if self._reaches(self.must) else "MISSED"

    def _reaches(self, bar):
        return self.median >= bar if self.more_is_better else self.median <= bar


@dataclass(frozen=True)
class Server:
    """One server's samples."""

    name: str
    samples: list

    def median(self, figure):
        return statistics.median(getattr(one, figure) for one in self.samples)

    def spread(self, figure):
        values = [getattr(one, figure) for one in self.samples]
        return min(values), max(values)


@dataclass
class Results:
    findings: list = field(default_factory=list)
    servers: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    def ratio(self, goal, what, must, target, rounds, figure, above, below, more_is_better=False):
        """One figure of two servers, divided within each round."""
        values = [getattr(one[above], figure) / getattr(one[below], figure) for one in rounds]
        self.findings.append(
            Finding(goal, what, must, target, values, foreign_loads(rounds), more_is_better=more_is_better))

    def keep(self, rounds, prefix=""):
        for name in rounds[0]:
            self.servers.append(Server(prefix + name, [one[name] for one in rounds]))


def foreign_loads(rounds):
    return [max(sample.foreign for sample in one.values()) for one in rounds]
