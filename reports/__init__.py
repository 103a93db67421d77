"""Credit reports: read one, find what to close, compare two. Nothing private leaves the reading process."""
