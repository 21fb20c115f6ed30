"""The model that the settings name: what opens it, and what is said where it cannot be opened."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import SettingsError
from assistant.models import _PACKAGES, open_model
from assistant.settings import Settings, read_settings


def settings(home: Path, **given: Any) -> Settings:
    """The settings of a test, with no `.env` of a person's read."""
    return Settings(_env_file=None, home=home, **given)  # type: ignore[call-arg]


def test_the_builtin_model_needs_nothing(tmp_path: Path) -> None:
    assert open_model(settings(tmp_path)) is None


def test_a_missing_package_is_named_with_its_command(tmp_path: Path) -> None:
    told = r"cần gói langchain-mistralai chưa được cài: hãy chạy “.* -m pip install langchain-mistralai”"
    with pytest.raises(SettingsError, match=told):
        open_model(settings(tmp_path, model="mistralai:large"))


def test_an_unknown_provider_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="TROLY_MODEL"):
        open_model(settings(tmp_path, model="no-such-provider:model"))


@pytest.mark.parametrize("provider", sorted(_PACKAGES))
def test_each_provider_is_named_where_its_package_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, provider: str
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(SettingsError, match=f"cần gói {_PACKAGES[provider]} chưa được cài"):
        open_model(settings(tmp_path, model=f"{provider}:x"))


@pytest.mark.parametrize("model", ["gpt-5", "openai:", ":x", "openai"])
def test_a_model_that_names_no_provider_is_told(tmp_path: Path, model: str) -> None:
    with pytest.raises(SettingsError, match="TROLY_MODEL"):
        open_model(settings(tmp_path, model=model))


def test_a_server_of_the_office_needs_its_address(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="TROLY_MODEL_URL"):
        open_model(settings(tmp_path, model="vllm:qwen"))


def test_a_provider_without_a_key_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("langchain_openai", reason="cần gói langchain-openai")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SettingsError, match="TROLY_MODEL_KEY"):
        open_model(settings(tmp_path, model="openai:gpt-5"))


def test_an_openai_compatible_server_needs_no_key(tmp_path: Path) -> None:
    pytest.importorskip("langchain_openai", reason="cần gói langchain-openai")
    model: Any = open_model(settings(tmp_path, model="openai:qwen3", model_url="http://127.0.0.1:9/v1"))
    assert (model.model_name, model.max_retries, model.request_timeout) == ("qwen3", 0, 60.0)


@pytest.mark.parametrize("name", ["SECONDS", "STEPS", "TOKENS"])
@pytest.mark.parametrize("value", ["0", "-3", "lâu", "nan"])
def test_limits_of_the_model_must_be_positive(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"TROLY_MODEL_{name}", value)
    with pytest.raises(SettingsError, match=f"TROLY_MODEL_{name}"):
        read_settings()


def test_each_provider_is_an_extra_of_the_project(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    extras = " ".join(package for packages in project["optional-dependencies"].values() for package in packages)
    assert all(f"{package}>=" in extras for package in _PACKAGES.values())
