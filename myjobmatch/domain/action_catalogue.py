"""The shared catalogue of actions: what a week is usually made of. A structure hides, changes or adds to it."""

from myjobmatch.domain.actions import DEFAULT_MINUTES, CatalogueEntry, StepKind
from myjobmatch.domain.actions import ActionCategory as C

_SHARED: tuple[tuple[str, C, StepKind], ...] = (
    ("send_applications", C.EMPLOYMENT, StepKind.NONE),
    ("prepare_interview", C.EMPLOYMENT, StepKind.NONE),
    ("meet_employer", C.EMPLOYMENT, StepKind.GO),
    ("job_forum", C.EMPLOYMENT, StepKind.GO),
    ("update_cv", C.EMPLOYMENT, StepKind.BRING),
    ("training_session", C.TRAINING, StepKind.NONE),
    ("training_visit", C.TRAINING, StepKind.GO),
    ("driving_theory", C.TRAINING, StepKind.NONE),
    ("online_course", C.TRAINING, StepKind.NONE),
    ("discover_occupation", C.CAREER_PLAN, StepKind.NONE),
    ("skills_review", C.CAREER_PLAN, StepKind.NONE),
    ("on_site_session", C.CAREER_PLAN, StepKind.SIGN),
    ("sport_session", C.LEISURE, StepKind.NONE),
    ("cultural_outing", C.LEISURE, StepKind.GO),
    ("volunteering", C.CITIZENSHIP, StepKind.NONE),
    ("official_papers", C.CITIZENSHIP, StepKind.GO),
    ("bring_paper", C.CITIZENSHIP, StepKind.BRING),
    ("housing_request", C.HOUSING, StepKind.NONE),
    ("housing_visit", C.HOUSING, StepKind.GO),
    ("health_check", C.HEALTH, StepKind.GO),
    ("health_rights", C.HEALTH, StepKind.BRING),
)

SHARED: dict[str, CatalogueEntry] = {
    key: CatalogueEntry(
        id=key, key=key, category=category, minutes=DEFAULT_MINUTES[category], step=step
    )
    for key, category, step in _SHARED
}
"""By key, in the order that they are shown."""
