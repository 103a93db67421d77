"""``simulate``: the worker in worlds that numbers draw, where everything goes wrong that can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.output import Json, heading, listing, print_json, progress, say, section
from config.told import Told
from desk.mistakes import Mistake
from desk.wording import _, ngettext

if TYPE_CHECKING:
    from simulation.running import Tally
    from simulation.world import Story


def simulate(
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help=_("Play this one, and print all that happens."))
    ] = None,
    first: Annotated[int, typer.Option("--first", metavar="N", help=_("The first seed."))] = 1,
    seeds: Annotated[int, typer.Option("--seeds", metavar="N", help=_("How many seeds to play."))] = 100,
    as_json: Json = False,
) -> None:
    """Play seeds and hold the promises against them; exit 1 when one is broken."""
    from simulation.running import Tally, stories

    if seed is None and seeds < 1:
        raise Mistake(_("--seeds {seeds}: play at least one", seeds=seeds))
    tally, played = Tally(), [seed] if seed is not None else range(first, first + seeds)
    for story in progress(stories(played), _("Simulating"), total=len(played)):
        tally.add(story)
        if seed is not None and not as_json:
            _show(story)
    print_json(_as_json(tally)) if as_json else _sum_up(tally)
    if tally.failed:
        raise typer.Exit(1)


def _show(story: Story) -> None:
    say(heading(_("Seed {seed}", seed=story.seed)))
    say(*(f"{line.at:%Y-%m-%d %H:%M:%S}  {_said(line.what)}" for line in story.lines))


def _said(value: object) -> str:
    """A fact of the trace in the listener's language."""
    from simulation.trace import Phrase

    if isinstance(value, tuple):
        return _("; ").join(map(_said, value))
    if isinstance(value, Told):
        return _(value.hint, **value.params)
    if isinstance(value, Phrase):
        return _(value.text, **{name: _said(each) for name, each in value.params.items()})
    return str(value)


def _sum_up(tally: Tally) -> None:
    from simulation.promises import PROMISES

    titles = (_("Promise"), _("Trials"), _("Broken"))
    rows = [(_(each), str(tally.trials[each]), str(tally.broken[each])) for each in PROMISES]
    say(section(_("What was promised")), listing(titles, rows))
    say(
        ngettext(
            "{n} seed: {faults} faults, {messages} messages, {copies} of them copies, {years} years",
            "{n} seeds: {faults} faults, {messages} messages, {copies} of them copies, {years} years",
            tally.seeds,
            faults=tally.faults.total(),
            messages=tally.messages,
            copies=tally.copies,
            years=round(tally.years),
        )
    )
    for story in tally.failed:
        say(_said(story.broken[0].what), f"  xiaohu simulate --seed {story.seed}")


def _as_json(tally: Tally) -> dict[str, Any]:
    return {
        "seeds": tally.seeds,
        "messages": tally.messages,
        "copies": tally.copies,
        "faults": dict(sorted(tally.faults.items())),
        "years": round(tally.years, 1),
        "promises": [
            {"promise": each, "trials": tally.trials[each], "broken": tally.broken[each]}
            for each in tally.trials
        ],
        "failed": [
            {"seed": story.seed, "broken": [str(broken) for broken in story.broken]} for story in tally.failed
        ],
    }
