"""A simulated town: youths and offers with known right answers, to measure matching itself.

Made from the links of a catalogue (ROME's, or the demonstration's) and from wordings of our own;
what is right is decided from what the generator knows, never from a text or a score.
"""
