"""Senders of our own that stand in for Apprise's, each registered over its schema."""

import warnings

with warnings.catch_warnings():
    # Apprise 2.2 imports modules that Python deprecates; that is for its authors to read.
    warnings.simplefilter("ignore", DeprecationWarning)
    import apprise.plugins.email.base  # noqa: F401
