"""Reads what the service wrote: one audit line for each request, and no secret anywhere."""

import json

from soaking.upstream import MARK


def check(logs, judge, canaries, phase):
    """Compares the audit with what was answered; how many lines there were."""
    seen, lines = {}, 0
    # What begins a signed token of a user.
    forbidden = [*canaries, MARK, "eyJ"]
    for log in logs:
        with open(log, encoding="utf-8", errors="replace") as text:
            for line in text:
                leaked = next((word for word in forbidden if word in line), None)
                if leaked:
                    judge.lose(phase, f"a secret in {log.name}: {line[:60]}...")
                if '"request_id":"' not in line:
                    continue
                lines += 1
                try:
                    entry = json.loads(line)
                except ValueError:
                    judge.lose(phase, f"a broken audit line: {line[:300]}")
                    continue
                key = entry["request_id"]
                if key in seen:
                    judge.lose(phase, f"a second audit line of {key}")
                seen[key] = (entry["status"], entry.get("token_sha256"))
    for key, (status, digest, its_phase) in judge.records.items():
        audited = seen.get(key)
        if status is None:
            if audited:
                judge.lose(its_phase, f"{key} has an audit line ({audited[0]}) and was not answered")
        elif audited is None:
            judge.lose(its_phase, f"{key} was answered {status} and has no audit line")
        elif status and audited != (status, digest):
            judge.lose(its_phase, f"{key} was answered {status} with token {digest}, and the audit says {audited}")
    return lines
