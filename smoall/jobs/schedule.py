"""The timetable: which platform jobs run by themselves, and how often."""

from datetime import timedelta

TIMETABLE = {
    "copy_erasures": timedelta(minutes=1),
    "wake_lost_jobs": timedelta(minutes=1),
    "wake_due_subscriptions": timedelta(hours=1),
    "forget_replays": timedelta(hours=1),
    "forget_sessions": timedelta(hours=6),
    "forget_links": timedelta(hours=6),
    "forget_events": timedelta(hours=24),
    "reconcile_audience": timedelta(hours=6),
    "reconcile_payments": timedelta(hours=6),
    "forget_expired": timedelta(hours=1),
    "sign_heads": timedelta(hours=24),
    "find_what_is_over": timedelta(hours=6),
}
