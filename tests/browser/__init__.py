"""The service as a person meets it: a real browser, a real server process, a real mailbox."""
