"""Importing youths: the start of the way, and one import."""
