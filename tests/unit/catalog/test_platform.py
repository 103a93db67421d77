import json
from datetime import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from catalog.loading import load_catalog
from scheduler.appointments import AppointmentRule
from tests.unit.catalog.entries import ENTRY, ROUTE, catalog_of


def test_the_json_of_a_platform_is_the_fixed_one() -> None:
    assert load_catalog().by_slug["yilian-bank"].as_json() == {
        "slug": "yilian-bank",
        "name": "亿联银行",
        "institutions": ["吉林亿联银行"],
        "rows": [41],
        "routes": [
            {
                "id": "phone",
                "rows": [41],
                "via": ["万达普惠 App"],
                "channel": "phone",
                "phones": [{"number": "4000156999", "hours": None}],
                "prepare": [],
                "steps": list(load_catalog().by_slug["yilian-bank"].routes[0].steps),
                "window": "10个工作日处理后再确认",
                "starts_at": "request",
                "notes": [],
                "warnings": list(load_catalog().by_slug["yilian-bank"].routes[0].warnings),
            }
        ],
        "grade": "imported",
        "source": "guide",
        "checked_on": "2026-11-23",
    }


def test_the_json_keys_keep_the_order_of_the_interface() -> None:
    printed = load_catalog().by_slug["standard-chartered"].as_json()
    keys = ["slug", "name", "institutions", "rows", "routes", "grade", "source", "checked_on"]
    route_keys = ["id", "rows", "via", "channel", "phones", "prepare", "steps", "window", "starts_at"]
    assert list(printed) == keys
    assert [list(route) for route in printed["routes"]] == [[*route_keys, "notes", "warnings"]] * 2


def test_every_platform_survives_json() -> None:
    for platform in load_catalog().platforms:
        assert json.loads(json.dumps(platform.as_json())) == platform.as_json()


def test_rows_of_a_platform_are_sorted_and_counted_once(tmp_path: Path) -> None:
    other = ROUTE.replace('"app"', '"phone"', 1).replace("[7]", "[9, 7, 3]")
    assert catalog_of(tmp_path, jia_bank=ENTRY + other).by_slug["jia-bank"].rows == (3, 7, 9)


def test_a_route_is_found_by_its_id() -> None:
    platform = load_catalog().by_slug["xishang-bank"]
    automatic = platform.route("automatic")
    assert automatic is not None
    assert automatic.window == "网贷7天后自动关闭"
    assert platform.route("branch") is None


def test_an_appointment_speaks_the_scheduler_terms() -> None:
    routes = load_catalog().by_slug["standard-chartered"].routes
    rules = [route.appointment.rule() for route in routes if route.appointment]
    assert rules == [
        AppointmentRule(10, "day_before", None, 2),
        AppointmentRule(10, "same_day", time(16), 2),
    ]


def test_a_platform_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load_catalog().by_slug["jd-jintiao"].name = "京东白条"
