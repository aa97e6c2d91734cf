from pathlib import Path

import click

from goodwill.cli.options import folder_option


@click.command("mail", short_help="Take in mails that are copied to the workspace.")
@click.option("--smtp", metavar="HOST:PORT", help="Listen there as a mail server, for the workspace's own address.")
@click.option("--imap", is_flag=True, help="Read the folder that GOODWILL_IMAP names, with GOODWILL_IMAP_PASSWORD.")
@click.option(
    "--every",
    type=click.FloatRange(1, 86_400),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="How often the folder is read.",
)
@click.option("--once", is_flag=True, help="Read the folder one time, and end.")
@folder_option
def command(smtp: str | None, imap: bool, every: float, once: bool, folder: Path | None) -> None:
    """Take in mails that people send or copy to the workspace, beside a server that runs elsewhere, until Ctrl-C.

    A mail lands, private, on the timeline of the party whose address it names; of any other a person says whose it is,
    on the page Unmatched mail. With GOODWILL_SMTP or GOODWILL_IMAP, goodwill serve does the same by itself.
    """
    from goodwill.cli.site import mail

    if not smtp and not imap:
        raise click.UsageError("Say from where mails come: --smtp HOST:PORT, --imap, or both.")
    if once and (smtp or not imap):
        raise click.UsageError("--once reads a folder: give it with --imap, and without --smtp.")
    mail(smtp=smtp, imap=imap, every=every, once=once, folder=folder)
