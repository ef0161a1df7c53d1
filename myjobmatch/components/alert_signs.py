"""The sign of each kind of notification."""

from myjobmatch.domain.notifications import NotificationKind

KIND_SIGNS = {
    NotificationKind.MATCH: "handshake",
    NotificationKind.MESSAGE: "message-circle",
    NotificationKind.ANSWER: "building-2",
    NotificationKind.PROPOSAL: "user-round-check",
    NotificationKind.NEW_OFFERS: "sparkles",
    NotificationKind.SAVED_SEARCH: "search",
    NotificationKind.REMINDER: "bell-ring",
    NotificationKind.APPOINTMENT: "calendar-days",
    NotificationKind.WORKSHOP: "presentation",
    NotificationKind.ACTION: "list-checks",
    NotificationKind.CANDIDATE: "users",
    NotificationKind.OFFER: "briefcase",
    NotificationKind.APPROVAL: "badge-check",
    NotificationKind.OUTCOME: "route",
}
