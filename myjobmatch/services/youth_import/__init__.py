"""Importing youths: a file becomes a draft, is looked at and corrected, carried out, and can be taken back."""
