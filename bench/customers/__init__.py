"""The measurements behind bench/appconnect: many accounts, and their events."""
