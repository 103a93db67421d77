"""A door: the pages, the API and the calendar, in one process with the scheduler."""
