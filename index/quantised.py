"""A transformer in 8 bits under onnxruntime, as a module of Sentence Transformers.

Made once from a model in single precision: exported, then its weights quantised a channel at a time
(Jacob et al. 2018), activations as they come. On a processor it is several times faster and takes a
quarter of the memory; the modules after it (pooling, normalising) and all that calls it stay the same.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime import InferenceSession, SessionOptions
from sentence_transformers.base.modules import InputModule
from tokenizers import Tokenizer

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"
_INPUTS = ["input_ids", "attention_mask"]
_OPSET = 17


class QuantisedEncoder(InputModule):
    """The encoder in a folder that `quantise` wrote; gives the embedding of each token."""

    def __init__(self, folder: Path, max_seq_length: int = 512, pad: str = "<pad>") -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.max_seq_length = max_seq_length
        self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self.tokenizer.enable_truncation(max_seq_length)
        self.tokenizer.enable_padding(pad_id=self.tokenizer.token_to_id(pad), pad_token=pad)
        self._folder = folder
        options = SessionOptions()
        # threads that wait by spinning make a query ten times slower beside one other busy process
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.add_session_config_entry("session.inter_op.allow_spinning", "0")
        self._session = InferenceSession(str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"])

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        """The token ids of texts and where they end, each row padded to the longest."""
        encoded = self.tokenizer.encode_batch([(prompt or "") + str(text) for text in inputs])
        return {
            "input_ids": torch.tensor([one.ids for one in encoded], dtype=torch.int64),
            "attention_mask": torch.tensor([one.attention_mask for one in encoded], dtype=torch.int64),
        }

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Adds `token_embeddings` (texts × tokens × dimensions)."""
        inputs = {name: np.ascontiguousarray(features[name].numpy()) for name in _INPUTS}
        [hidden] = self._session.run(None, inputs)
        return {**features, "token_embeddings": torch.from_numpy(np.asarray(hidden))}

    def save(self, output_path: str, *_args: Any, **_kwargs: Any) -> None:
        """Writes the encoder to another folder."""
        for name in (MODEL_FILE, TOKENIZER_FILE):
            (Path(output_path) / name).write_bytes((self._folder / name).read_bytes())


def export(model: torch.nn.Module, path: Path) -> None:
    """Writes a BERT-like model of `transformers` in single precision as ONNX."""
    ids = torch.ones(2, 8, dtype=torch.int64)
    sizes = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the exporter: that it traces, which is meant
        torch.onnx.export(
            _LastHidden(model),
            (ids, torch.ones_like(ids)),
            str(path),
            input_names=_INPUTS,
            output_names=["hidden"],
            dynamic_axes=dict.fromkeys((*_INPUTS, "hidden"), sizes),
            opset_version=_OPSET,
            dynamo=False,
        )


def quantise(exported: Path, folder: Path) -> None:
    """Writes an exported model to `folder` as `MODEL_FILE`, its weights in 8 bits."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.disable(logging.WARNING)  # the advice to prepare the model first, which gains nothing here
    try:
        quantize_dynamic(exported, folder / MODEL_FILE, weight_type=QuantType.QInt8, per_channel=True)
    finally:
        logging.disable(logging.NOTSET)


class _LastHidden(torch.nn.Module):
    """The model reduced to what is pooled."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self._model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden: torch.Tensor = self._model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return hidden
