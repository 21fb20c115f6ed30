"""The only reader of the environment."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, PositiveFloat, PositiveInt, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError
from corpus.files import Limits

_MILLION = 1_000_000
_USUAL = Limits()


class Settings(BaseSettings):
    """The settings of docs/; each is an environment variable with the prefix TROLY_, or a line in .env."""

    model_config = SettingsConfigDict(
        env_prefix="TROLY_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    home: Path = Field(default_factory=lambda: user_data_path("troly", appauthor=False))
    model: str = "builtin"
    model_url: str | None = None
    model_key: SecretStr | None = None
    model_seconds: PositiveFloat = Field(default=60.0, allow_inf_nan=False)
    model_steps: PositiveInt = 8
    model_tokens: PositiveInt = 1500
    embedding: str | None = None
    max_file_mb: PositiveFloat = Field(default=_USUAL.file_bytes / _MILLION, allow_inf_nan=False)
    max_pages: PositiveInt = _USUAL.pages
    max_cells: PositiveInt = _USUAL.cells
    max_pixels_mp: PositiveFloat = Field(default=_USUAL.pixels / _MILLION, allow_inf_nan=False)
    page_seconds: PositiveFloat = Field(default=_USUAL.page_seconds, allow_inf_nan=False)
    file_seconds: PositiveFloat = Field(default=_USUAL.seconds, allow_inf_nan=False)

    @field_validator("home")
    @classmethod
    def _expand_user(cls, home: Path) -> Path:
        return home.expanduser()

    def limits(self) -> Limits:
        """What a file may hold and cost to read, as a person has set it."""
        return Limits(
            file_bytes=max(1, round(self.max_file_mb * _MILLION)),
            pages=self.max_pages,
            cells=self.max_cells,
            pixels=max(1, round(self.max_pixels_mp * _MILLION)),
            page_seconds=self.page_seconds,
            seconds=self.file_seconds,
        )


def read_settings() -> Settings:
    """The settings of the environment; `SettingsError` names the variable that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(f"TROLY_{str(problem['loc'][0]).upper()}" for problem in error.errors() if problem["loc"])
        raise SettingsError(f"Thiết lập không hợp lệ: hãy kiểm tra biến môi trường {names}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError("Tệp .env không phải văn bản UTF-8: hãy lưu lại dưới dạng UTF-8.") from error
