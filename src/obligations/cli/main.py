"""The entry point: the group of commands, each loaded only when it is called."""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Sequence
from typing import Any

import click

from obligations.cli.exits import (
    ExitCode,
    Invocation,
    UnheardError,
    failed,
    heard,
    more_about,
    prepare,
    problem_data,
    promised_json,
    said,
    settle,
    usage_problem,
)
from obligations.problems import InputError, Problem
from obligations.version import __version__

COMMANDS = {
    "run": "Run scenario files, and folders of them, and check what they expect.",
    "verify": "Run again what receipts tell of, and say what differs.",
    "report": "Write a report of a run: a page, a timeline, Markdown, the document, a calendar.",
    "what-if": "Ask what follows from events, with no file at all.",
    "act": "Would this act count? Tell what it would do, before anyone does it.",
    "agenda": "What now: open positions by due time, and who can do what about them.",
    "avoid": "What would have avoided a breach: the fewest changes that would do.",
    "reach": "What brings a duty about: the shortest sequence of events.",
    "explain": "Why a position is what it is, why a clause was not raised, what a risk rests on.",
    "compare": "Compare agreements under the same events: which owe what, by when, and how firm they are.",
    "shelf": "List agreements with their standing on a day, and what ends, closes or needs renewal.",
    "windows": "When terms end, and the last days to extend them or to give notice.",
    "date": "Count a period from a date, under stated conventions, and say every step.",
    "check": "Check files of every kind, and folders of them; every error at once.",
    "show": "Show an agreement as a person reads it.",
    "spec": "Run Gherkin specifications (.feature files).",
    "graph": "Draw the clauses of an agreement, and what raises what.",
    "new": "Begin an agreement of your own: rules, a scenario and a feature file that pass as they stand.",
    "schema": "Print the JSON Schema of a kind of file, for editors.",
}


def _trace(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and isinstance(ctx.obj, Invocation):
        ctx.obj.trace = True


class _Lazy(click.Group):
    def make_context(self, *args: Any, **more: Any) -> click.Context:
        with heard():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        with heard():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"obligations.cli.{cmd_name.replace('-', '_')}")
        gc.freeze()
        gc.enable()
        command: click.Command = module.command
        if all(param.name != "traceback" for param in command.params):  # after the command it does as well
            command.params.append(
                click.Option(["--traceback"], is_flag=True, expose_value=False, hidden=True, callback=_trace)
            )
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from obligations.problems import nearest

            near = nearest(args[0], COMMANDS)
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean {near!r}?", ctx) from error


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="obligations")
@click.option("--traceback", is_flag=True, expose_value=False, callback=_trace, help="Show where the program failed.")
def cli() -> None:
    """Clauses of agreements as rules, run against events: who must do what, by when, and what threatens the promise.

    \b
    obligations run scenarios/armed-attack-on-ukraine.yaml
    obligations what-if usa-ukr-2024 --event "armed-attack by=RUS against=UKR at=2026-03-01T04:00Z"
    obligations show usa-ukr-2024

    Exit codes: 0 fine, 1 an expectation failed, 2 the input is wrong, 3 the program or its surroundings failed.
    """


def main() -> None:
    """Run the command line, and end with one of the codes of ``Ends``, whatever happens."""
    gc.disable()  # while the modules load: nothing they make is ever garbage
    words = sys.argv[1:]
    asked = Invocation(json=promised_json(words))
    prepare()
    try:
        code = _run(asked)
    except KeyboardInterrupt:
        said("stopped")
        code = ExitCode.STOPPED
    except UnheardError:
        code = ExitCode.UNHEARD
    except Exception as error:
        code = failed(error, trace=asked.trace)
    settle(code)


def _run(asked: Invocation) -> int:
    try:
        code = cli.main(prog_name="obligations", standalone_mode=False, obj=asked)
    except InputError as error:
        _refuse(error, asked)
        return ExitCode.WRONG_INPUT
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        error.show(sys.stderr)
        if asked.json:
            _print_errors([usage_problem(error)])
        return ExitCode.WRONG_INPUT
    return code if isinstance(code, int) else ExitCode.FINE


def _refuse(error: InputError, asked: Invocation) -> None:
    """Tell what is wrong with the input: in words, and as data where the command was asked for data."""
    if asked.json and not asked.told:
        _print_errors(error.problems)
    said(str(error))
    if not asked.json and sys.stderr.isatty():  # for somebody who reads it, never for what a program reads
        said(more_about(error.problems))


def _print_errors(problems: Sequence[Problem]) -> None:
    from obligations.cli.options import print_json

    with heard():
        print_json({"schema": "obligations/errors/v1", "errors": [problem_data(problem) for problem in problems]})
