"""One file a page; each reads a desk, maybe acts, and renders."""
