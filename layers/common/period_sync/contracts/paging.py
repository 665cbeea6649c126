"""Pages of lists, as bodies are made of them."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

Item_co = TypeVar("Item_co", covariant=True)


class Page(Protocol[Item_co]):
    """One page of a list, as it was read."""

    @property
    def items(self) -> Sequence[Item_co]:
        """What the page holds."""

    @property
    def next_cursor(self) -> str | None:
        """The cursor of the next page, if there is one."""
