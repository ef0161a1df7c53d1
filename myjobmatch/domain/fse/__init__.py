"""FSE+: operations, participants, the questionnaire as data, the common indicators, and what of them may be told."""
