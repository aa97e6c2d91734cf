import difflib
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from goodwill.terms import GoodwillError
from goodwill.terms.errors import interrupted

COMMANDS = {
    "analyse": "What the relationships in an order book are worth: report, results and a row a customer.",
    "check": "What is in an order book, before any analysis: columns, counts, rows set aside, findings.",
    "evaluate": "How well a behaviour would have forecast: fit until a day, compare with what came after.",
    "import": "Bring orders, parties, people or affiliations from files into the workspace.",
    "serve": "Open the workspace in the browser: relationships, work, imports and portfolio.",
    "work": "Do the workspace's jobs, imports and analyses, beside a server that runs elsewhere.",
    "mail": "Take in mails that are copied to the workspace: as a mail server, or from a folder of one.",
    "demo": "Analyse the order book that ships with Goodwill (Online Retail, assumed margin 30%).",
}
"""Each command lives in the file of its name; its help is the sentence here."""
FILES = {"import": "imports"}
"""Unless its name is a word of Python's own."""


class _ReaderLeftError(Exception):
    """Whoever read the output (head, less) left. Not an OSError: Click would end with exit 1 on that."""


class Shelf(click.Group):
    """Finds a command by its name and imports its file only then, so that help and completion stay quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        file = FILES.get(cmd_name, cmd_name)
        command: click.Command = importlib.import_module(f"goodwill.cli.{file}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = str(args[0])
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            ctx.fail(_no_command(name))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            click.echo(nl=False)
        except BrokenPipeError as left:
            raise _ReaderLeftError from left
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run, turning every error into one sentence and its exit code."""
        try:
            return super().main(args, *rest, **{**options, "standalone_mode": False})
        except click.exceptions.Exit as stop:
            sys.exit(stop.exit_code)
        except click.exceptions.Abort:
            _say("Stopped.")
            sys.exit(130)
        except click.ClickException as error:
            _say(error.format_message())
            sys.exit(error.exit_code)
        except GoodwillError as error:
            _say(str(error))
            sys.exit(error.exit_code)
        except _ReaderLeftError:
            # Not our fault, and nothing to say to it; what is still held back must not fail on the way out.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except KeyboardInterrupt:
            _stopped()
        except Exception as error:
            if interrupted(error):
                _stopped()
            if os.environ.get("GOODWILL_TRACEBACK"):
                raise
            what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
            _say(
                f"Goodwill met a fault of its own ({what}). "
                "Set GOODWILL_TRACEBACK=1 and run again to see where, and please report it."
            )
            sys.exit(70)


def _stopped() -> NoReturn:
    _say("Stopped; nothing half-done was kept.")
    sys.exit(130)


def _no_command(name: str) -> str:
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    if near:
        return f'There is no command "{name}". Did you mean goodwill {near[0]}?'
    said = f'There is no command "{name}". The commands are {", ".join(COMMANDS)}.'
    return f"{said} (To analyse a file: goodwill analyse {name})" if _lies_there(name) else said


def _lies_there(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def _say(sentence: str) -> None:
    from goodwill.cli.terminal import harmless

    click.echo(f"goodwill: {harmless(sentence)}", err=True)


@click.command(
    cls=Shelf,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 stopped by findings, 2 wrong use, 70 a fault of Goodwill's own, 130 Ctrl-C. "
    'Shell completion: eval "$(_GOODWILL_COMPLETE=bash_source goodwill)" (or zsh_source, fish_source).',
)
@click.version_option(package_name="goodwill", prog_name="goodwill", message="%(prog)s %(version)s")
def main() -> None:
    """What a company's relationships are worth, and the will to keep them."""
