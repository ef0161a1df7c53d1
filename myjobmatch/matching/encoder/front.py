"""The one door to a model: `load_encoder(...)`, then `encode(texts)`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.encoder.bag import Bag
from myjobmatch.matching.encoder.errors import EncoderNotFound

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL_DIR = Path(__file__).parent.parent / "models" / "default"
_OURS = "myjobmatch.matching.encoder.hashed_bag.HashedBag"
_FINGERPRINTED = {".json", ".safetensors", ".txt", ".model", ".bin"}
_BATCH = 64


class Encoder:
    """A sentence-transformers model that answers unit vectors for any list of texts."""

    def __init__(self, model: SentenceTransformer | Bag, name: str, fingerprint: str) -> None:
        self.model = model
        self.name = name
        self.fingerprint = fingerprint
        if isinstance(model, Bag):
            self.dimensions = model.dimensions
            return
        dimensions = model.get_embedding_dimension()
        if not dimensions:
            raise EncoderNotFound(name, "the model does not tell the width of its vectors")
        self.dimensions = int(dimensions)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of the texts, in their order; the same text always gives the same vector.

        Returns:
            float32 (len(texts), dimensions), rows of length 1; a zero row for a text that is
            empty, has no word the model reads, or for which the model gives no finite number.
        """
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        filled = [number for number, text in enumerate(texts) if text and not text.isspace()]
        if not filled:
            return vectors
        kept = [texts[number] for number in filled]
        if isinstance(self.model, Bag):
            vectors[filled] = self.model.embed(kept)
        else:
            vectors[filled] = self.model.encode(
                kept, batch_size=_BATCH, convert_to_numpy=True, show_progress_bar=False
            )
        lengths = np.linalg.norm(vectors.astype(np.float64), axis=1)
        usable = np.isfinite(lengths) & (lengths > 0)
        vectors[~usable] = 0.0
        vectors[usable] /= lengths[usable, None].astype(np.float32)
        return vectors


def load_encoder(name_or_path: str | Path | None = None) -> Encoder:
    """The encoder of that sentence-transformers name or folder; ours when none is given.

    Nothing is ever asked of the network: a folder is read from disk, and a name that is no folder
    is looked up in the local cache of the hub, which `hf download NAME` fills. Code that a foreign
    model brings along is never run.

    Raises:
        EncoderNotFound: nothing readable lies there.
    """
    name = str(name_or_path) if name_or_path else str(DEFAULT_MODEL_DIR)
    folder = _folder_of(name)
    try:
        model = Bag.read(folder) if _is_ours(folder) else _foreign(folder)
    except (OSError, ValueError, TypeError, ImportError, KeyError, RuntimeError) as error:
        raise EncoderNotFound(name, f"{type(error).__name__}: {error}") from error
    return Encoder(model, "default" if folder == DEFAULT_MODEL_DIR else name, _fingerprint(folder))


def _folder_of(name: str) -> Path:
    """The folder that a path or a name means; a name's is its snapshot in the hub's local cache."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        if (folder / "modules.json").is_file():
            return folder
        raise EncoderNotFound(name, "the folder holds no modules.json")
    if folder.is_absolute() or name.startswith((".", "~")):
        raise EncoderNotFound(name, "no such folder")
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    for repository in (name, f"sentence-transformers/{name}"):
        try:
            found = try_to_load_from_cache(repository, "modules.json")
        except HFValidationError:
            continue
        if isinstance(found, str):
            return Path(found).parent
    raise EncoderNotFound(name, "neither a folder nor a model in the local cache of the hub")


def _foreign(folder: Path) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(
        str(folder), device="cpu", local_files_only=True, trust_remote_code=False
    )


def _is_ours(folder: Path) -> bool:
    """Whether the model is our bag and nothing else: then it is read without torch."""
    modules = json.loads((folder / "modules.json").read_text())
    return [module["type"] for module in modules] == [_OURS]


def _fingerprint(folder: Path) -> str:
    """16 hex digits over weights, tokenizer and configuration, read in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in _FINGERPRINTED:
            digest.update(path.relative_to(folder).as_posix().encode())
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
    return digest.hexdigest()[:16]
