"""A long run under faults: its own Talkdesk ID, its own phones, and a judge who misses nothing."""
