"""What spreads the work: in one process, or over many."""
