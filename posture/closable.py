"""What sources and writers have in common: used in a `with` block, they are closed at its end."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType


class Closable(ABC):
    """Closes itself when its block ends, however it ends."""

    @abstractmethod
    def close(self) -> None:
        """Release everything; may be called twice, and from another thread."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
