import json
from datetime import time
from pathlib import Path

import pytest
from pydantic import ValidationError

from catalog.loading import load_catalog
from scheduler.appointments import AppointmentRule
from tests.unit.catalog.entries import ENTRY, ROUTE, catalog_of

ROUTE_KEYS = [
    *("id", "rows", "via", "channel", "phones", "prepare", "steps", "alternatives"),
    *("window", "starts_at", "notes", "warnings"),
]


def test_the_json_of_a_platform_is_the_fixed_one() -> None:
    assert load_catalog().by_slug["xiaomi-finance"].as_json() == {
        "slug": "xiaomi-finance",
        "name": "小米金融",
        "institutions": ["重庆小米消费金融", "重庆市小米小额贷款"],
        "rows": [14],
        "routes": [
            {
                "id": "phone",
                "rows": [14],
                "via": [],
                "channel": "phone",
                "phones": [{"number": "400-100-3399", "hours": "每天 09:00-18:00"}],
                "prepare": [],
                "steps": ["拨打 400-100-3399，转人工服务。", "按提示注销账户。"],
                "alternatives": [],
                "window": None,
                "starts_at": "request",
                "notes": ["指南说小米贷款只能打客服电话注销；这个号码只收市话费。"],
                "warnings": [],
            }
        ],
        "grade": "imported",
        "source": "guide",
        "checked_on": "2026-11-24",
    }


def test_the_json_keys_keep_the_order_of_the_interface() -> None:
    printed = load_catalog().by_slug["yilian-bank"].as_json()
    keys = ["slug", "name", "institutions", "rows", "routes", "grade", "source", "checked_on"]
    assert list(printed) == keys
    assert [list(route) for route in printed["routes"]] == [ROUTE_KEYS] * 3


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
