"""The words of the things of a line, put together when somebody asks for them: of most things nobody ever does."""

from __future__ import annotations

from collections.abc import Iterator

from onward.reading.pattern import FIRST_THING

# Signs before which no space is left.
_CLOSE = (",", ";", ":", ".", ")", "%")


class Said:
    """Of each thing its words, by its number.

    _words   as they are said, "" for a thing of which nothing is told yet
    _pieces  of a thing whose words were not asked for: the piece of the string that it was made of
    """

    __slots__ = ("_pieces", "_words")

    def __init__(self) -> None:
        self._words: list[str] = []
        self._pieces: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, number: int) -> str:
        if number in self._pieces:
            self._words[number] = self.spoken(self._pieces.pop(number))
        return self._words[number]

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self._words)))

    def __setitem__(self, number: int, words: str) -> None:
        self._pieces.pop(number, None)
        self._words[number] = words

    def append(self, words: str) -> None:
        """The words of one more thing."""
        self._words.append(words)

    def is_told(self, number: int) -> bool:
        """Whether anything is said of a thing."""
        return number in self._pieces or bool(self._words[number])

    def made_of(self, number: int, piece: str) -> None:
        """Tell of what piece of the string a thing was made."""
        self._pieces[number] = piece

    def spoken(self, piece: str) -> str:
        """A piece of the string in words, with those of its things."""
        words = [self[ord(word[1]) - FIRST_THING] if word[1:] >= "\ue000" else word for word in piece.split()]
        text = " ".join(filter(None, words))
        for sign in _CLOSE:
            if sign in text:
                text = text.replace(f" {sign}", sign)
        return text
