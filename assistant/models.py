"""The chat model that the settings name: any provider of LangChain's `init_chat_model`, or none (the built-in one)."""

from __future__ import annotations

import importlib.util
import re
import sys
from typing import Any

from langchain_core.language_models.chat_models import BaseChatModel

from assistant.errors import SettingsError
from assistant.settings import Settings

BUILTIN = "builtin"
# provider → its package; each is an optional extra of the project
_PACKAGES = {
    "openai": "langchain-openai",
    "ollama": "langchain-ollama",
    "anthropic": "langchain-anthropic",
    "google_genai": "langchain-google-genai",
}
_ALIASES = {"google": "google_genai", "vllm": "openai", "llamacpp": "openai", "lmstudio": "openai"}
_SERVED = frozenset({"vllm", "llamacpp", "lmstudio"})  # servers of an office's own: they have no usual address
_NO_KEY = "none"  # what is sent to a server that asks for no key: the client refuses to start without one


def open_model(settings: Settings) -> BaseChatModel | None:
    """The model of `TROLY_MODEL`, None for the built-in one; `SettingsError` says what is missing.

    Nothing is sent to the server yet. Its retries are the agent's, so the client makes none of its own.
    """
    if settings.model == BUILTIN:
        return None
    told, separator, name = settings.model.partition(":")
    provider = _ALIASES.get(told, told)
    if not separator or not provider or not name:
        raise SettingsError(
            f"TROLY_MODEL=“{settings.model}” không đúng dạng: hãy đặt builtin hoặc nhà_cung_cấp:tên_mô_hình, "
            "ví dụ ollama:qwen3:8b."
        )
    if told in _SERVED and not settings.model_url:
        raise SettingsError(f"Mô hình “{settings.model}” cần địa chỉ máy chủ: hãy đặt TROLY_MODEL_URL.")
    package = _PACKAGES.get(provider)
    if package is not None and importlib.util.find_spec(package.replace("-", "_")) is None:
        raise _missing(settings.model, package)
    from langchain.chat_models import init_chat_model  # loads the agent's libraries

    try:
        model: BaseChatModel = init_chat_model(name, model_provider=provider, **_arguments(provider, settings))
    except ImportError as error:
        named = re.search(r"pip install ([\w-]+)", str(error))
        raise _missing(settings.model, named[1] if named else f"langchain-{provider}") from error
    except Exception as error:  # each provider's client refuses in its own way; whatever it says is told
        raise SettingsError(
            f"Chưa mở được mô hình “{settings.model}” ({_first_line(error)}): hãy kiểm tra TROLY_MODEL, "
            "TROLY_MODEL_URL và TROLY_MODEL_KEY."
        ) from error
    return model


def _missing(model: str, package: str) -> SettingsError:
    return SettingsError(
        f"Mô hình “{model}” cần gói {package} chưa được cài: hãy chạy “{sys.executable} -m pip install {package}”."
    )


def _arguments(provider: str, settings: Settings) -> dict[str, Any]:
    """What the provider's client is started with: address, key, and limits in its own words."""
    url, key = settings.model_url, settings.model_key.get_secret_value() if settings.model_key else None
    seconds, tokens = settings.model_seconds, settings.model_tokens
    given: dict[str, Any] = {}
    if url:
        given["base_url"] = url
    if provider == "ollama":
        headers = {"headers": {"Authorization": f"Bearer {key}"}} if key else {}
        return {**given, "client_kwargs": {"timeout": seconds, **headers}, "num_predict": tokens, "temperature": 0}
    if key:
        given["api_key"] = key
    if provider == "openai":
        given |= {"timeout": seconds, "max_retries": 0}
        if url:  # servers of an office's own know the older name of the limit, and no other interface
            return {"api_key": _NO_KEY, **given, "temperature": 0, "extra_body": {"max_tokens": tokens},
                    "use_responses_api": False, "stream_usage": False}  # fmt: skip
        return {**given, "max_tokens": tokens}
    if provider in {"anthropic", "google_genai"}:
        return {**given, "timeout": seconds, "max_retries": 0, "max_tokens": tokens}
    return given


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
