"""The timetable: which platform jobs run by themselves, and how often."""

from datetime import timedelta

TIMETABLE = {
    "forget_replays": timedelta(hours=1),
    "forget_sessions": timedelta(hours=6),
}
