"""Mails as programs write them."""

from email.message import EmailMessage
from email.policy import SMTP


def mail(
    sender: str,
    to: str,
    subject: str = "Offer",
    text: str = "Dear Ruth",
    *,
    cc: str = "",
    html: str = "",
    files: tuple[tuple[str, bytes], ...] = (),
    **headers: str,
) -> bytes:
    """headers: with _ for the hyphen, such as Message_ID."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    if cc:
        made["Cc"] = cc
    for name, value in {"Date": "Mon, 05 Sep 2011 10:00:00 +0200", **headers}.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    for name, content in files:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes(policy=SMTP)
