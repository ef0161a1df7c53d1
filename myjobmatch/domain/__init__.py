"""The pure heart: words of the field as enums, frozen dataclasses, workflows, permissions, errors.

Nothing here imports another package of ours, touches a disk or reads a clock by itself.
"""
