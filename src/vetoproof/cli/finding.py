"""`vetoproof finding`: one finding whole, and the two words that can be said of it: a reply, another status."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vetoproof.cli.app import app
from vetoproof.cli.options import AsOf, Json, KnownBy, RegimeName, StoreDir, today

if TYPE_CHECKING:
    from vetoproof.findings.statements import Entry, Word
    from vetoproof.findings.whole import Whole

LONGEST_REPLY = 200_000  # bytes


@app.command()
def finding(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The id of a finding, or six or more of its first characters.")],
    reply: Annotated[Path | None, typer.Option(metavar="FILE", help="Add what the party named says to it: a text in UTF-8.")] = None,
    status: Annotated[str | None, typer.Option(help="Set: proposed, corroborated, replied, refuted, withdrawn.")] = None,
    because: Annotated[str, typer.Option(metavar="TEXT", help="Why the status changes.")] = "",
    source: Annotated[str, typer.Option(metavar="URL", help="Where that, or the reply, can be read.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who says it.")] = "",
    store: StoreDir = Path("vetoproof-store"),
    as_of: AsOf = None,
    known_by: KnownBy = None,
    regime: RegimeName = "un-dprk",
    json: Json = False,
) -> None:
    """Print one finding whole: fact, law, reasons, sources, replies, history. Or add a reply, or another status."""
    from vetoproof import monitor
    from vetoproof.cli import show

    days = as_of or today(), known_by or today()
    if words := list(_words(reply, status, because, source, by, days[1])):
        monitor.say(id_, *days, store, words, regime=regime)
    whole, line = monitor.finding(id_, *days, store, regime=regime)
    if json:
        show.line(line)
    else:
        typer.echo("\n".join(_told(whole, line)))


def _words(reply: Path | None, status: str | None, because: str, source: str, by: str, day: date) -> Iterator[Word]:
    """What the options say; a reply stands before the status that it leads to."""
    from vetoproof.findings.statements import Word
    from vetoproof.terms.errors import InputError

    if reply is None and status is None and (because or source or by):
        raise InputError("says nothing", where="--because, --source, --by", do="give --reply FILE or --status as well")
    if reply is not None:
        text, name = _read(reply)
        yield Word(day, source or name, because if status is None else "", text, by)
    if status is not None:
        yield Word(day, source, because, "", by, status)  # type: ignore[arg-type]


def _read(path: Path) -> tuple[str, str]:
    """The text of a reply, and what names its original: the file's name and the hash of its bytes."""
    import hashlib

    from vetoproof.terms.errors import InputError

    try:
        with path.open("rb") as file:
            raw = file.read(LONGEST_REPLY + 1)
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").strip()
    except OSError as error:
        raise InputError(f"cannot be opened ({error.strerror})", where=str(path), do="give a file of text") from error
    except UnicodeDecodeError as error:
        do = "give its text; keep the file itself with `vetoproof ingest --as original`"
        raise InputError("is no text in UTF-8", where=str(path), do=do) from error
    if len(raw) > LONGEST_REPLY:
        raise InputError(f"is longer than {LONGEST_REPLY:,} bytes", where=str(path), do="shorten it, and keep the whole as an original")
    return text, f"{path.name}, sha256 {hashlib.sha256(raw).hexdigest()}"


# ---- in words


def _told(whole: Whole, line: dict[str, Any]) -> Iterator[str]:
    limb = f" ({line['limb']})" if line["limb"] else ""
    provision, outcome = line["provision"] or "paragraph not known here", line["outcome"].replace("_", " ")
    yield f"{whole.id}  {provision}{limb}: {outcome} if the cited claims hold"
    yield f"  status       {line['status']}"
    yield from _fact(whole, line)
    yield from _law(whole)
    yield f"  why          {line['why']}"
    yield from _sources(whole, line)
    yield from _listed("could be", whole.alternatives)
    yield from _reasons(whole)
    yield from _listed("history", [_entry(entry) for entry in whole.state.entries])


def _fact(whole: Whole, line: dict[str, Any]) -> Iterator[str]:
    if whole.entry is None:
        return
    fact, values = whole.entry.fact, whole.entry.fact.values
    yield f"  fact         {fact.id}: {fact.kind.replace('_', ' ')}, {fact.span}"
    amount = f"{fact.quantity}" if fact.quantity else ""
    said = [f"{key} {'not known' if value is None else _plain(value)}" for key, value in values.items()]
    said += [f"HS {', '.join(fact.codes)}"] if fact.codes else []
    yield from _listed("", [text for text in (fact.description, amount, *said) if text])


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _law(whole: Whole) -> Iterator[str]:
    from vetoproof.cli.show import UNCHECKED

    if whole.provision is None:
        return
    one = whole.provision
    yield f"  law          {one.id} {one.title}, in force {one.in_force.span} [{one.force.replace('_', ' ')}]"
    yield f"               {one.summary}"
    yield f"               confidence {one.confidence}" + ("" if one.confidence == "high" else f": {UNCHECKED}")


def _sources(whole: Whole, line: dict[str, Any]) -> Iterator[str]:
    cited = [f"{one.source} (root: {'; '.join(one.roots) or 'not named'}; grade {one.grade or 'none given'})" for one in whole.cited]
    yield from _listed("sources", cited)
    if whole.cited:
        yield f"  proof        {whole.corroboration.told}"
    likely = line["likelihood"]
    yield f"  likelihood   {likely if isinstance(likely, str) else likely['words']}"
    replies = [f"{one.who or 'the party named'}, {one.day} ({one.source}): {one.text}" for one in whole.state.replies]
    yield from _listed("replies", replies or ["none is on record"])


def _reasons(whole: Whole) -> Iterator[str]:
    yield from _listed("flips", [f"if {_change(flip.set)}: {flip.verdict.replace('_', ' ')}" for flip in whole.flips])
    out_of_force = [trial.provision.id for trial in whole.tried if trial.decided_by == "in_force"]
    tried = [f"{trial.provision.id} - {trial.decided_by}: {trial.why}" for trial in whole.tried if trial.decided_by != "in_force"]
    rest = [f"not in force on that day: {', '.join(out_of_force)}"] if out_of_force else []
    yield from _listed("tried", tried + rest)


def _change(way: Any) -> str:
    return " and ".join(f"{key} were {_plain(value)}" for key, value in way.items())


def _entry(entry: Entry) -> str:
    said = entry.statement
    version = f"it said {said.version.outcome.replace('_', ' ')} under law {said.version.law_version[:12]}"
    what = f"status {getattr(said, 'status', '')}" if said.kind == "status" else said.kind
    by = f" by {said.who}" if said.who else ""
    because = f", because {said.because}" if said.because else ""
    return f"{entry.number}. {said.day} {what}{by}{because} ({said.source}); {version}"


def _listed(name: str, lines: Any) -> Iterator[str]:
    """A name before the first line; lines within a text are put under it."""
    for n, text in enumerate(lines):
        yield f"  {name if not n else '':<12} " + str(text).replace("\n", "\n" + " " * 15)
