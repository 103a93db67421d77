"""From the first start to the first reminder and its answer, as a new user comes to it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.service import HOST, Service, new_service, plain_text
from tests.browser.test_every_page import other_hosts

ASKED = "2026-09-24T10:00:00+08:00"
CHECK = "2026-10-10T09:00:20+08:00"
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with new_service(tmp_path) as made:
        made.start(ASKED)
        yield made


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request: pytest.FixtureRequest, chromium: Browser, service: Service) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=service.by_number, locale="zh-CN", viewport=PHONE, java_script_enabled=request.param
    )
    yield context.new_page()
    context.close()


def test_from_the_first_start_to_the_answer(page: Page, service: Service) -> None:
    make_an_account(page, service)
    add_a_mailbox(page, service)
    register_jd(page)
    service.leap_to(CHECK)
    [_test, reminder] = service.mails(at_least=2)
    links = re.findall(rf"http://{re.escape(HOST)}:\d+(/a/\w+)", plain_text(reminder))
    assert len(links) == 5
    assert other_hosts(reminder.as_string()) == set()
    answer_from_the_mail(page, links)


def make_an_account(page: Page, service: Service) -> None:
    page.goto("/")
    expect(page).to_have_url(re.compile("/login$"))
    page.goto(service.setup_path())
    page.fill("[name=name]", "wang")
    page.fill("[name=password]", "一句很好记的短话就可以")
    page.click("main button")
    expect(page).to_have_url(re.compile(r":\d+/$"))


def add_a_mailbox(page: Page, service: Service) -> None:
    """By the typed form; the test button shows what the mail server said."""
    page.goto("/channels")
    page.click('a[href="/channels/add"]')
    page.click('a[href="/channels/add/email"]')
    page.fill("[name=to]", "wang@example.com")
    page.click("details.more summary")
    for name, text in (
        ("host", "127.0.0.1"),
        ("port", str(service.mail_port)),
        ("sender", "xiaohu@example.com"),
    ):
        page.fill(f"[name={name}]", text)
    page.select_option("[name=security]", "none")
    page.click("main form button:has-text('保存')")
    page.click("#test button")
    expect(page.locator("#test [role=status]")).to_contain_text("250")
    assert len(service.mails(at_least=1)) == 1


def register_jd(page: Page) -> None:
    """Found by its pinyin; the dates and why stand there before anything is saved."""
    page.goto("/register")
    page.fill("#q", "jingdong")
    press_if_shown(page, ".find-line button")
    found = page.locator("#results li", has_text="京东金条")
    found.locator("a[role=button], button").first.click()
    page.click(".chosen-bar button")
    way = page.locator("[name=route-0]").first
    if way.count():
        way.check()
        press_if_shown(page, "button.without-script[value=look]")
    page.fill("[name=window-0]", "3-5个工作日更新")
    press_if_shown(page, "button.without-script[value=look] >> nth=-1")
    expect(page.locator("#dates-0")).to_contain_text("10月10日")
    page.locator("#dates-0 details summary").click()
    expect(page.locator("#dates-0 details")).to_contain_text("国庆节")
    page.click("button[value=save]")
    expect(page.locator("main")).to_contain_text("10月10日")


def press_if_shown(page: Page, button: str) -> None:
    """What does by itself where there is JavaScript."""
    if page.locator(button).is_visible():
        page.click(button)


def answer_from_the_mail(page: Page, links: list[str]) -> None:
    """Looking does nothing, the button acts once, another tab is told, and it can be taken back."""
    other = page.context.new_page()
    for link in links:
        other.goto(link)
    assert not verified(other)
    page.goto(links[0])
    other.goto(links[1])
    page.click("main button")
    expect(page.locator("main button")).to_have_class("outline")  # it takes back
    other.click("main button")
    expect(other.locator("main button")).to_have_count(0)
    assert verified(other)
    page.click("main button")
    expect(page.locator("main button")).to_have_count(0)
    assert not verified(other)


def verified(page: Page) -> bool:
    """As the list of closures has it."""
    page.goto("/closures?state=finished")
    return page.locator("main", has_text="京东金条").count() > 0
