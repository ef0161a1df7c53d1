"""From what people told to what the engine takes, in the way the product does it.

A wording becomes the first skill that the product's search suggests for it; a wish the first
occupation. Offers keep the skills whose label or meaning is known, and where none is left their
occupation's. Nobody reads what is true of anybody here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from myjobmatch.domain.profiles import CandidateProfile, OfferProfile, OfferSkill
from myjobmatch.matching.arrays import Bools, Floats32, Ints16
from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.evaluation.town.catalogue import TownCatalogue
from myjobmatch.matching.evaluation.town.model import Town, TownOffer, TownYouth
from myjobmatch.matching.filters import eligible_offers
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.offer_minutes import UNKNOWN_MINUTES
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.skills import SkillSpace
from myjobmatch.matching.text_retrieval import TextRetriever
from myjobmatch.matching.texts import candidate_text, offer_text
from myjobmatch.matching.travel import Homes, minutes_to_offer
from myjobmatch.matching.view import OfferView

LEAST_ALIKE = 0.35
"""Under this score what is suggested first is not taken: nobody would pick it."""
LEAST_ALIKE_ASKED = 0.6
"""The same for words an employer wrote, which nobody checks."""
LIKELY_TRADE = 0.75
"""From this score on a title names the occupation of an offer that carries no code."""
SKILLS_OF_TRADE = 12
"""So many skills of its occupation stand in for those that an offer does not name."""


@dataclass(frozen=True, slots=True)
class Profiles:
    """A town as the engine takes it; rows are youths, columns offers, ids are numbers from 1.

    `eligible` and `minutes` (youths × offers) are the same for every system compared; `row_minutes` are
    the same minutes in the order of the view's rows.
    """

    town: Town
    candidates: tuple[CandidateProfile, ...]
    candidate_vectors: Floats32
    offers: tuple[OfferProfile, ...]
    offer_vectors: Floats32
    view: OfferView
    pool: CandidatePool
    skills: SkillSpace
    minutes: Ints16
    row_minutes: Ints16
    eligible: Bools


class Reader:
    """The product's search over a catalogue, and its skills by meaning; made once a catalogue."""

    def __init__(self, catalogue: TownCatalogue, encoder: Encoder) -> None:
        """Encodes every name; skill and occupation ids are their numbers plus one."""
        self.catalogue = catalogue
        self.encoder = encoder
        skills = [
            (name, number)
            for number, label in enumerate(catalogue.skills, 1)
            for name in (label, *catalogue.skill_names.get(number - 1, ()))
        ]
        trades = [
            (name, number)
            for number, trade in enumerate(catalogue.trades, 1)
            for name in (*trade.names, *trade.other)
        ]
        self._skill_search = _retriever(encoder, skills)
        self._trade_search = _retriever(encoder, trades)
        self._skill_of = {label: number for number, label in enumerate(catalogue.skills, 1)}
        self._trade_of = {trade.code: number for number, trade in enumerate(catalogue.trades, 1)}
        self._space = SkillSpace.build(
            range(1, len(catalogue.skills) + 1),
            encoder.encode(catalogue.skills),
            fingerprint=encoder.fingerprint,
        )

    def profiles(self, town: Town) -> Profiles:
        """The town's people and offers as profiles, indexed."""
        candidates = self._candidates(town.youths)
        offers = self._offers(town.offers)
        candidate_vectors = self.encoder.encode([self._candidate_text(c) for c in candidates])
        offer_vectors = self.encoder.encode([self._offer_text(o) for o in offers])
        index = OfferIndex(self.encoder.dimensions, self.encoder.fingerprint)
        index.upsert(offers, offer_vectors, [offer.place for offer in town.offers])
        view = index.view()
        homes = Homes.of([y.home for y in town.youths], [y.modes for y in town.youths])
        minutes = np.stack([minutes_to_offer(homes, offer.place) for offer in town.offers], axis=1)
        row_minutes = np.full((len(candidates), view.rows), UNKNOWN_MINUTES, np.int16)
        row_minutes[:, view.rows_of(range(1, len(offers) + 1))] = minutes
        eligible = np.zeros(minutes.shape, np.bool_)
        for number, candidate in enumerate(candidates):
            rows, _ = eligible_offers(candidate, view, row_minutes[number], DEFAULT_PARAMETERS)
            eligible[number, view.columns["offer_id"][rows] - 1] = True
        return Profiles(
            town=town,
            candidates=candidates,
            candidate_vectors=candidate_vectors,
            offers=offers,
            offer_vectors=offer_vectors,
            view=view,
            pool=CandidatePool.of(
                candidates, candidate_vectors, fingerprint=self.encoder.fingerprint
            ),
            skills=self._space,
            minutes=minutes,
            row_minutes=row_minutes,
            eligible=eligible,
        )

    def _candidates(self, youths: Sequence[TownYouth]) -> tuple[CandidateProfile, ...]:
        skills = _first(self._skill_search, [text for y in youths for text in y.says], LEAST_ALIKE)
        trades = _first(self._trade_search, [text for y in youths for text in y.wants], LEAST_ALIKE)
        near = self.catalogue.near | self.catalogue.near.T
        found = []
        for number, youth in enumerate(youths, 1):
            wanted = {trades[text] for text in youth.wants if text in trades}
            beside = {int(t) + 1 for w in wanted for t in np.flatnonzero(near[w - 1])} - wanted
            found.append(
                CandidateProfile(
                    youth_id=number,
                    skill_ids=tuple(
                        sorted({skills[text] for text in youth.says if text in skills})
                    ),
                    wanted_occupation_ids=tuple(sorted(wanted)),
                    near_occupation_ids=tuple(sorted(beside)),
                    contracts=youth.contracts,
                    experience=youth.experience,
                    licences=youth.licences,
                    modes=youth.modes,
                    max_minutes=youth.max_minutes,
                    refused_schedules=youth.refused,
                )
            )
        return tuple(found)

    def _offers(self, offers: Sequence[TownOffer]) -> tuple[OfferProfile, ...]:
        written = [ask.words for offer in offers for ask in offer.asks if not ask.coded]
        skills = _first(self._skill_search, written, LEAST_ALIKE_ASKED)
        uncoded = [offer.title for offer in offers if offer.rome not in self._trade_of]
        trades = _first(self._trade_search, uncoded, LIKELY_TRADE)
        found = []
        for number, offer in enumerate(offers, 1):
            trade = self._trade_of.get(offer.rome or "") or trades.get(offer.title)
            asked: dict[int, bool] = {}
            for ask in offer.asks:
                skill = self._skill_of.get(ask.words) if ask.coded else skills.get(ask.words)
                if skill is not None:
                    asked[skill] = asked.get(skill, False) or ask.essential
            if not asked and trade is not None:
                asked = dict.fromkeys(self._usual(trade), False)
            found.append(
                OfferProfile(
                    offer_id=number,
                    title=offer.title,
                    occupation_id=trade,
                    skills=tuple(OfferSkill(skill, need) for skill, need in asked.items()),
                    contract=offer.contract,
                    experience=offer.experience,
                    licences_required=offer.licences,
                    schedules=offer.schedules,
                    text=offer.text,
                )
            )
        return tuple(found)

    def _usual(self, trade: int) -> list[int]:
        """An occupation's first skills, the essential ones before the others."""
        has, essential = self.catalogue.has[trade - 1], self.catalogue.essential[trade - 1]
        order = [*np.flatnonzero(essential).tolist(), *np.flatnonzero(has & ~essential).tolist()]
        return [number + 1 for number in order[:SKILLS_OF_TRADE]]

    def _candidate_text(self, candidate: CandidateProfile) -> str:
        return candidate_text(
            wanted=[self._trade_name(i) for i in candidate.wanted_occupation_ids],
            skills=[self.catalogue.skills[i - 1] for i in candidate.skill_ids],
        )

    def _offer_text(self, offer: OfferProfile) -> str:
        occupation = "" if offer.occupation_id is None else self._trade_name(offer.occupation_id)
        labels = [self.catalogue.skills[skill.skill_id - 1] for skill in offer.skills]
        return offer_text(offer.title, occupation, labels)

    def _trade_name(self, trade: int) -> str:
        return self.catalogue.trades[trade - 1].names[0]


def _retriever(encoder: Encoder, named: Sequence[tuple[str, int]]) -> TextRetriever:
    return TextRetriever(encoder, [name for name, _ in named], [str(n) for _, n in named])


def _first(search: TextRetriever, texts: Sequence[str], least: float) -> dict[str, int]:
    """What is found first for each text, where its score is at least `least`."""
    once = list(dict.fromkeys(texts))
    hits = search.search(once, 1) if once else []
    return {
        text: int(best[0].id)
        for text, best in zip(once, hits, strict=True)
        if best and best[0].score >= least
    }
