"""The same mail as the standard library makes it: slow, and what ours has to equal."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from notifiers.mail.composing import Envelope
from notifiers.message import Message


def reference(message: Message, envelope: Envelope) -> EmailMessage:
    """Text, HTML and pictures beside it, calendar and table attached."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(" ".join(envelope.operator.split()), addr_spec=envelope.sender)
    mail["To"] = Address(addr_spec=envelope.recipient)
    if envelope.reply_to:
        mail["Reply-To"] = Address(addr_spec=envelope.reply_to)
    mail["Subject"] = " ".join(message.subject.split())
    mail["Date"] = message.written_at
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text, cte="base64")
    if message.html is not None:
        mail.add_alternative(message.html, subtype="html", cte="base64")
        html = mail.get_body(("html",))
        assert isinstance(html, EmailMessage)
        for cid, png in message.pictures:
            html.add_related(png, "image", "png", cid=f"<{cid}>", disposition="inline")
    _attach(mail, message)
    return mail


def _attach(mail: EmailMessage, message: Message) -> None:
    if message.calendar is not None:
        text = message.calendar.decode("utf-8")
        params = {"method": "PUBLISH"}
        mail.add_attachment(text, subtype="calendar", cte="base64", filename="dates.ics", params=params)
    if message.table is not None:
        params = {"charset": "utf-8"}
        mail.add_attachment(message.table, "text", "csv", filename="accounts.csv", params=params)
