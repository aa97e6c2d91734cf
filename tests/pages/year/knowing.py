"""Summer: who decides at the account, what binds it, and a mail that finds its way there."""

import smtplib
from email.message import EmailMessage

from playwright.sync_api import expect

from tests.pages.year.cast import Person

BUYER = "purchasing@example.org"
SUBJECT = "What we spoke about"
GAP = "Find out who is head of finance"


def map_unit(maya: Person, account: str) -> None:
    """Three seats of a decision; that of the approver is empty, and becomes a task."""
    maya.account(account, "Decisions")
    maya.follow("Name a decision")
    maya.fill({"What is decided": "Which gifts it stocks"}, "Name it")
    for position, role, name, toward in (
        ("Head of purchasing", "Decider", "M. Bakker", "Supports us"),
        ("Head of finance", "Approver", "", "Unknown"),
        ("Shop manager", "User", "K. Smit", "Neutral"),
    ):
        maya.follow("Add the decider" if role == "Decider" else "Add a seat")
        maya.page.get_by_role("checkbox", name=role).check()
        maya.fill({"Position": position, "Or somebody new": name, "Toward us": toward}, "Add it")
        maya.reads(f"{position} is on the map.", within="body")
    maya.reads("An approver is unknown.")
    maya.page.get_by_label("Next step").get_by_role("link", name="Make a task").click()
    expect(maya.page.get_by_label("What", exact=True)).to_have_value(GAP)
    maya.press("Make it")
    expect(maya.page.get_by_role("link", name="Task for")).to_be_visible()


def tie(maya: Person, account: str) -> None:
    """A financial tie that is only offered, and a structural one in use: the level reached."""
    maya.account(account, "Ties")
    maya.title("Nothing binds it yet")
    _tie(maya, {"Kind": "Volume rebate", "State": "Offered"})
    maya.title("Nothing binds it yet")
    evidence = {"Evidence that it is in use": "38 of 40 orders came in by it", "Day of the evidence": "2011-08-30"}
    _tie(maya, {"Kind": "Orders through a link", "State": "In use", **evidence})
    maya.title("Bound at level 3 of 3, structural")


def _tie(maya: Person, values: dict[str, str]) -> None:
    maya.follow("Write down a tie")
    maya.fill(values, "Write it down")


def write_to_it(maya: Person, account: str, port: int) -> None:
    """A mail to the account's buyer, with the workspace in Bcc, stands on the timeline, private."""
    maya.account(account)
    maya.follow("Add an address or number")
    maya.fill({"Kind": "E-mail", "Address or number": BUYER}, "Add")
    maya.page.goto(f"{maya.address}/account/")
    box = maya.page.locator("#mail code").inner_text()
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "maya@example.com", BUYER, SUBJECT
    mail["Date"] = "Wed, 01 Jun 2011 10:00:00 +0200"
    mail.set_content("Dear Ms Bakker, here are the prices.")
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as sending:
        sending.sendmail("maya@example.com", [BUYER, box], mail.as_bytes())
    maya.account(account)
    entry = maya.page.locator("main li, main article").filter(has_text=SUBJECT).first
    expect(entry).to_contain_text("Private")
