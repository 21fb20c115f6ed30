"""The only reader of the environment."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The settings of docs/; each is an environment variable with the prefix TROLY_, or a line in .env."""

    model_config = SettingsConfigDict(
        env_prefix="TROLY_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    home: Path = Field(default_factory=lambda: user_data_path("troly", appauthor=False))
    model: str = "builtin"
    model_url: str | None = None
    model_key: SecretStr | None = None
    embedding: str | None = None
