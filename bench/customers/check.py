"""Compares what is in the database, and what Talkdesk was told, with what was sent."""

from collections import Counter


class Check:
    """Counts what is wrong, with the first example of each kind."""

    def __init__(self):
        self.wrong = Counter()
        self.examples = {}

    def expect(self, holds, what, example):
        if not holds:
            self.wrong[what] += 1
            self.examples.setdefault(what, example)

    @property
    def lines(self):
        return [f"{count} x {what}, such as {self.examples[what]}" for what, count in self.wrong.most_common()]


def check(lives, query, talkdesk):
    """@param query asks the database"""
    result = Check()
    check_events(result, lives, query("select event_id, effect from event"))
    check_installations(result, lives, query("select installation_id, state, account_id, account_name from installation"))
    check_credentials(result, lives, query("select installation_id, client_id, proven_at is not null from credential"))
    check_outbox(result, lives, query("select installation_id, outcome, count(*) from acknowledgement group by 1, 2"))
    check_told(result, lives, talkdesk)
    return result


def check_events(result, lives, rows):
    effects = dict(rows)
    result.expect(len(effects) == len(rows), "event ids more than once", len(rows) - len(effects))
    for life in lives:
        for event in life.events:
            effect = effects.pop(event.id, None)
            result.expect(effect is not None, "events lost", event.id)
            good = {"applied"} if life.in_order else {"applied", "stale"}
            result.expect(effect is None or effect in good, "events with a wrong effect", f"{event.id}: {effect}")
    result.expect(not effects, "events nobody has sent", list(effects)[:1])


def check_installations(result, lives, rows):
    known = {row[0]: row[1:] for row in rows}
    for life in lives:
        customer = life.customer
        state, account, name = known.pop(customer.installation, (None, None, None))
        wanted = "uninstalled" if life.is_over else "installed"
        result.expect(state == wanted, "installations in a wrong state", f"{customer.installation}: {state}, not {wanted}")
        result.expect(account == customer.account, "installations of a wrong account", f"{customer.installation}: {account}")
        # An update that finds nobody leaves no name.
        result.expect(name == life.name or life.is_over and not life.in_order, "installations with a wrong name",
                      f"{customer.installation}: {name}, not {life.name}")
    result.expect(not known, "installations of nobody", list(known)[:1])


def check_credentials(result, lives, rows):
    known = {}
    for installation, client, proven in rows:
        known.setdefault(installation, {})[client] = proven == "t"
    for life in lives:
        customer = life.customer
        wanted = set() if life.is_over else {customer.client(1), *life.clients}
        found = known.get(customer.installation, {})
        result.expect(set(found) == wanted, "installations with wrong credentials", f"{customer.installation}: {set(found)}")
        # The first ones need no proof if others came before it.
        newest = customer.client(2 if life.clients else 1)
        result.expect(life.is_over or found.get(newest), "credentials that were not proven", newest)


def check_outbox(result, lives, rows):
    noted = Counter()
    for installation, outcome, count in rows:
        noted[installation] += int(count)
        result.expect(outcome in ("done", "obsolete"), "acknowledgements that did not end well", f"{installation}: {outcome}")
    for life in lives:
        wanted, found = life.approvals + len(life.clients), noted[life.customer.installation]
        result.expect(found == wanted if life.in_order else found <= wanted, "effects too often or too seldom",
                      f"{life.customer.installation}: {found} acknowledgements, not {wanted}")


def check_told(result, lives, talkdesk):
    told = Counter(talkdesk.told)
    for life in lives:
        wanted = {(life.customer.installation, None, "approve"): life.approvals}
        wanted |= {(life.customer.installation, client, "acknowledged"): 1 for client in life.clients}
        for what, times in wanted.items():
            found = told.pop(what, 0)
            # Who has left, or came in the wrong order, need not be told about.
            exact = life.in_order and not life.is_over
            result.expect(found == times if exact else found <= times, "acknowledgements told too often or too seldom",
                          f"{what}: {found}, not {times}")
    result.expect(not told, "acknowledgements nobody waits for", list(told)[:1])
    for complaint, count in talkdesk.complaints.items():
        result.expect(False, "calls to Talkdesk that were wrong", f"{complaint} ({count} x)")
