"""Applications to outside offers, and proposals by advisors."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Account, Application, ApplicationTransition, Proposal
from myjobmatch.domain.enums import ProposalStatus, Role


class Applications:
    """Queries on what a youth does with offers that have no recruiter here."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: Application | ApplicationTransition | Proposal) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def by_public_id(self, public_id: str) -> Application | None:
        """The application with that public id."""
        return await self._s.scalar(select(Application).where(Application.public_id == public_id))

    async def of_pair(self, youth_id: int, offer_id: int) -> Application | None:
        """The application of a youth to an offer."""
        return await self._s.scalar(
            select(Application).where(
                Application.youth_id == youth_id, Application.offer_id == offer_id
            )
        )

    async def last_step(
        self, application_id: int
    ) -> tuple[ApplicationTransition, Role | None] | None:
        """The last step of an application, and the role of who told it."""
        row = (
            await self._s.execute(
                select(ApplicationTransition, Account.role)
                .outerjoin(Account, Account.id == ApplicationTransition.account_id)
                .where(ApplicationTransition.application_id == application_id)
                .order_by(ApplicationTransition.id.desc())
                .limit(1)
            )
        ).one_or_none()
        return None if row is None else (row[0], row[1])

    async def drop_step(self, step: ApplicationTransition) -> None:
        """It was told by mistake."""
        await self._s.flush()
        await self._s.execute(
            delete(ApplicationTransition).where(ApplicationTransition.id == step.id)
        )

    async def of_youths(self, youth_ids: Collection[int]) -> Sequence[Application]:
        """The applications of some youths, the latest first."""
        rows = await self._s.scalars(
            select(Application)
            .where(Application.youth_id.in_(list(youth_ids)))
            .order_by(Application.opened_at.desc(), Application.id.desc())
        )
        return rows.all()

    async def proposal(self, youth_id: int, offer_id: int) -> Proposal | None:
        """The proposal of an offer to a youth."""
        return await self._s.scalar(
            select(Proposal).where(Proposal.youth_id == youth_id, Proposal.offer_id == offer_id)
        )

    async def withdraw_proposal(self, proposal: Proposal) -> None:
        """A proposal that nobody decided on was never made."""
        await self._s.execute(delete(Proposal).where(Proposal.id == proposal.id))

    async def proposals_of(self, youth_id: int) -> Sequence[Proposal]:
        """All that was proposed to a youth, the latest first."""
        rows = await self._s.scalars(
            select(Proposal)
            .where(Proposal.youth_id == youth_id)
            .order_by(Proposal.proposed_at.desc())
        )
        return rows.all()

    async def open_proposals(self, youth_id: int) -> set[int]:
        """Offers proposed to a youth and not decided yet."""
        return set(
            await self._s.scalars(
                select(Proposal.offer_id).where(
                    Proposal.youth_id == youth_id,
                    Proposal.status.in_([ProposalStatus.PROPOSED, ProposalStatus.SEEN]),
                )
            )
        )
