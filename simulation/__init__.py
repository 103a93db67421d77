"""The worker as it is, in a world that a number draws: clock, transport, faults, people; no threads.

The same number is the same story (``xiaohu simulate --seed N``; docs/reliability.md).
"""
