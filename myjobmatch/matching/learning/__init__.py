"""Learning from decisions, off line: examples in, the figures named in `parameters.LEARNT` out.

examples (what was shown, what was decided) -> model (how much each part weighs) -> calibration (what a
score means) -> lesson (held-out decisions say whether it is taken). docs/matching/learning.md
"""
