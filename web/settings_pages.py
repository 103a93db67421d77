"""The pages behind "Settings", in the order of its index."""

from web.pages import (
    account,
    account_calendar,
    account_tokens,
    adding_channels,
    channels,
    leaving,
    operating,
    people,
    settings,
)

SETTINGS = (
    *(settings, adding_channels, channels, people),
    *(account, account_tokens, account_calendar, leaving, operating),
)
