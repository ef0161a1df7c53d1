"""The pure engine: encode, retrieve, rank, explain; and training and evaluation of the encoder.

Imports `domain` at most; knows nothing of databases, services or pages. What services use:

- `skills.SkillSpace.build(ids, vectors, fingerprint=...)`: the catalogue's skills, once a process.
- `index.OfferIndex(dimensions, fingerprint)`: `upsert`, `remove`, `view`, `save`, `load`.
- `travel.minutes_in_reach(view, home, modes, within=..., among=filters.open_offers(...))`;
  `travel.Homes.of`, `minutes_to_offer`.
- `ranking.rank_offers(candidate, view=..., skills=..., vector=..., minutes=...)` and
  `ranking.rank_candidates(offer, pool=..., skills=..., ...)`, both a `Ranking`.
- `candidate_index.CandidateIndex(dimensions, fingerprint)`: `upsert`, `remove`, `view`; of a few people
  `pool.CandidatePool.of(...)` and `travel.Homes.of(...)`.
- `explanation.explain(candidate, offer, breakdown, skills=..., label=...)` for the cards shown.
- `replay.to_log(ranking)` and `replay.replay(log)`; `texts.offer_text`, `texts.candidate_text`.
- `errors.IndexDamaged`, `errors.IndexStale`: rebuild the index from the database.

docs/matching/ranking.md has an example from end to end.
"""
