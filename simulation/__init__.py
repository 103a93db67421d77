"""The worker as it is, in a world that a number draws: clock, transport, faults and people, one thing at a time.

The same number is the same story (``xiaohu simulate --seed N``; docs/reliability.md).
"""
