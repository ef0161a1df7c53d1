"""What can go wrong with vectors and index files. To damage and staleness the answer is: rebuild."""


class MatchingError(Exception):
    """Anything the engine refuses."""


class BadVectors(MatchingError, ValueError):
    """Vectors with NaN or infinity, of another width, or made by another encoder."""


class BadIds(MatchingError, ValueError):
    """Negative or absurdly large ids: ids index arrays here, so they must be dense."""


class IndexDamaged(MatchingError):
    """The saved file is missing, cut short, or its checksum does not hold."""


class IndexStale(MatchingError):
    """The saved file is sound but was made by another encoder, format or vocabulary."""


class StoreUnavailable(MatchingError):
    """A store of vectors outside this process does not answer."""
