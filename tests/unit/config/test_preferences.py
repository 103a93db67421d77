"""What may be written for a setting, and what may not: every refusal says how to write it."""

from collections.abc import Callable
from datetime import time

import pytest

from config.preferences import (
    hour_of_day,
    known_locale,
    known_zone,
    overdue_days,
    quiet,
    two_hours,
    weekday_and_hour,
)

NIGHT = (time(22), time(8))


@pytest.mark.parametrize(
    ("read", "text", "meant"),
    [
        (known_zone, "Europe/London", "Europe/London"),
        (known_locale, "en", "en"),
        (hour_of_day, "09:00", time(9)),
        (hour_of_day, "7:30", time(7, 30)),
        (hour_of_day, "00:00", time(0)),
        (quiet, "22:00-08:00", NIGHT),
        (quiet, "22:00 - 8:00", NIGHT),
        (quiet, "off", None),
        (weekday_and_hour, "sun 20:30", "sun 20:30"),
        (weekday_and_hour, "off", "off"),
        (overdue_days, "3,7,14/7/8", "3,7,14/7/8"),
        (overdue_days, " 1，2 / 10 / 4 ", "1,2/10/4"),
        (overdue_days, "365/365/52", "365/365/52"),
        (overdue_days, "OFF", "off"),
    ],
)
def test_what_can_be_written(read: Callable[[str], object], text: str, meant: object) -> None:
    assert read(text) == meant


@pytest.mark.parametrize(
    ("read", "remedy", "texts"),
    [
        (known_zone, "Asia/Shanghai", ("", "Mars/Base", "..", "/etc/passwd", "CCT+8", "x" * 5000)),
        (known_locale, "zh_CN or en", ("", "zh", "EN", "de")),
        (hour_of_day, "09:00", ("", "9", "900", "25:00", "09:60", "09:00:30", "09:00+08:00", "٠٩:٠٠")),
        (two_hours, "22:00-08:00", ("", "22:00", "22-8", "22:00-", "22:00-08:00-09:00", "22:00Z-08:00")),
        (two_hours, "different times", ("08:00-08:00", "08:00-8:00")),
        (weekday_and_hour, "MON 09:00", ("", "MON", "XXX 09:00", "MON 24:00", "never")),
        (
            overdue_days,
            "3,7,14/7/8",
            ("", "3", "3/7", "/7/8", "0/7/8", "7,3/7/8", "3,3/7/8", "3/0/8", "3/7/0", "3/7/53", "366/7/8"),
        ),
        (
            overdue_days,
            "3,7,14/7/8",
            ("3/366/8", "-3/7/8", "3/7/8/9", "٣/٧/٨", "3.5/7/8"),
        ),
    ],
)
def test_what_cannot_is_refused_with_the_remedy(
    read: Callable[[str], object], remedy: str, texts: tuple[str, ...]
) -> None:
    for text in texts:
        with pytest.raises(ValueError, match=remedy):
            read(text)
