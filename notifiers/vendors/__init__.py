"""Senders of our own for services whose HTTP 200 does not mean that the message was taken."""
