"""What a new holiday calendar moved, as lines: one for each closure, the reader's own first (Dates 6)."""

from datetime import date

from config.i18n import N_
from notifiers.due import Due, MovedDate, MovedDates
from notifiers.wording import Voice

_WHAT = {
    "opens_on": N_("earliest day {before} → {after}"),
    "due_on": N_("last day {before} → {after}"),
    "check_on": N_("day to check {before} → {after}"),
    "call": N_("call on {before} → {after}"),
    "call_deadline": N_("last day to call {before} → {after}"),
    "deposit": N_("deposit {before} → {after}"),
    "confirm": N_("ask for confirmation {before} → {after}"),
    "letter": N_("settlement letter {before} → {after}"),
}


def moved_lines(due: Due, voice: Voice, *, full: bool) -> list[str]:
    """Why dates moved, then what moved; with minimal detail only how many closures it touches."""
    if not due.moved:
        return []
    count = len(due.moved) + due.more_moved
    lines = voice.say("moved", count=count, full=full)
    if not full:
        return lines
    comma = voice.translator.gettext(N_(", "))
    lines += [_line(each, voice, comma) for each in sorted(due.moved, key=_whose)]
    if due.more_moved:
        more = voice.translator.gettext(N_("and {n} more: xiaohu list"), n=due.more_moved)
        lines.append(more)
    return lines


def _whose(moved: MovedDates) -> tuple[bool, str]:
    return moved.person is not None, moved.person or ""


def _line(moved: MovedDates, voice: Voice, comma: str) -> str:
    say = voice.translator.gettext
    said = [_said(each, voice) for each in moved.dates]
    if moved.payoff_off:
        said.append(
            say(
                N_("the payoff day {day} is a day off now: agree on another with the bank"),
                day=voice.date(moved.payoff_off),
            )
        )
    told = {"platform": moved.platform, "number": moved.closure, "moved": comma.join(said)}
    if moved.person is None:
        return say(N_("{platform} (no. {number}): {moved}"), **told)
    return say(N_("{platform} (no. {number}, {person}): {moved}"), **told, person=moved.person)


def _said(moved: MovedDate, voice: Voice) -> str:
    return voice.translator.gettext(
        _WHAT[moved.what], before=_day(moved.before, voice), after=_day(moved.after, voice)
    )


def _day(day: date | None, voice: Voice) -> str:
    return voice.date(day) if day else voice.translator.gettext(N_("none"))
