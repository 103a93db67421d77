"""Signatures against worked examples. The values were computed with another program:

printf '1577262236711\\nSEC0123456789abcdef' | openssl dgst -sha256 -hmac SEC0123456789abcdef -binary | base64
printf '' | openssl dgst -sha256 -hmac "$(printf '1599360473\\nSEC0123456789abcdef')" -binary | base64
"""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from notifiers.vendors import signatures
from notifiers.vendors.dingtalk import address

SECRET = "SEC0123456789abcdef"
DINGTALK = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=1577262236711)
FEISHU = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=1599360473)


def test_dingtalk_signs_milliseconds_with_the_secret() -> None:
    expected = ("1577262236711", "HnX5VzBJRW+WpM6nOqD/FTmZofr9oQoPLc1eHtJrqJ0=")
    assert signatures.dingtalk(DINGTALK, SECRET) == expected


def test_dingtalks_signature_is_percent_encoded_once() -> None:
    url = address("token", SECRET, DINGTALK)
    assert url.endswith("&sign=HnX5VzBJRW%2BWpM6nOqD%2FFTmZofr9oQoPLc1eHtJrqJ0%3D")
    assert parse_qs(urlsplit(url).query)["sign"] == ["HnX5VzBJRW+WpM6nOqD/FTmZofr9oQoPLc1eHtJrqJ0="]


def test_dingtalk_without_a_secret_is_not_signed() -> None:
    assert address("token", "", DINGTALK) == "https://oapi.dingtalk.com/robot/send?access_token=token"


def test_feishu_signs_nothing_with_seconds_and_secret_as_the_key() -> None:
    assert signatures.feishu(FEISHU, SECRET) == ("1599360473", "o4rYuzS+vyYu0ScPJVg0TrKMaVksgOXu1MYbxvtUINE=")


def test_the_zone_of_the_moment_does_not_matter() -> None:
    elsewhere = DINGTALK.astimezone(tz=None)
    assert signatures.dingtalk(elsewhere, SECRET) == signatures.dingtalk(DINGTALK, SECRET)
