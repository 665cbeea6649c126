"""Reads a filter: conditions joined by AND and OR, AND binding stronger (facts 77 to 80)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from local.netsuite.money import to_text
from local.netsuite.query_filter.fields import FilterField
from local.netsuite.query_filter.operators import ALL_NAMES, LIST, NONE, OPERATORS, PAIR, Operator

DATE_FORMATS = {"M/D/YYYY": "%m/%d/%Y", "D.M.YYYY": "%d.%m.%Y", "YYYY-MM-DD": "%Y-%m-%d"}
DEPTH_MAX = 50
_TOKEN = re.compile(
    r'\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<mark>[()\[\],])|(?P<word>[^\s()\[\],"]+))'
)


class FilterRefused(Exception):
    """The filter is wrong; the text says where."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A field, an operator, and the values as the books hold them."""

    field: FilterField
    operator: Operator
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Filters of which all hold (AND), or one (OR)."""

    word: str
    parts: tuple["Filter", ...]


Filter = Condition | Joined


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    is_quoted: bool = False
    is_mark: bool = False

    def is_word(self, text: str) -> bool:
        return self.text == text and not self.is_quoted


def read_filter(text: str, fields: Mapping[str, FilterField], date_format: str) -> Filter:
    """Parse and type a filter.

    Raises:
        FilterRefused: with the reason.
    """
    return _Reader(_tokens(text), fields, date_format).whole()


def _tokens(text: str) -> list[_Token]:
    tokens, place, end = [], 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None:
            raise FilterRefused(f"Unexpected character at {place + 1}: {text[place : place + 20]}")
        place = match.end()
        quoted, mark, word = match.group("quoted", "mark", "word")
        if quoted is not None:
            tokens.append(_Token(re.sub(r"\\(.)", r"\1", quoted[1:-1]), is_quoted=True))
        else:
            tokens.append(_Token(mark or word, is_mark=mark is not None))
    return tokens


class _Reader:
    """Goes through the tokens once, from left to right."""

    def __init__(
        self, tokens: list[_Token], fields: Mapping[str, FilterField], date_format: str
    ) -> None:
        self._tokens = tokens
        self._fields = fields
        self._date_format = date_format
        self._at = 0

    def whole(self) -> Filter:
        found = self._joined("OR", 0)
        if self._at < len(self._tokens):
            raise FilterRefused(f"Unexpected: {self._tokens[self._at].text}")
        return found

    def _joined(self, word: str, depth: int) -> Filter:
        parts = [self._part(word, depth)]
        while self._next_is(word):
            self._at += 1
            parts.append(self._part(word, depth))
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def _part(self, word: str, depth: int) -> Filter:
        if word == "OR":
            return self._joined("AND", depth)
        if not self._next_is("("):
            return self._condition()
        if depth >= DEPTH_MAX:
            raise FilterRefused(f"Parentheses go deeper than {DEPTH_MAX}.")
        self._at += 1
        inner = self._joined("OR", depth + 1)
        self._expect(")")
        return inner

    def _condition(self) -> Condition:
        name = self._take("a field name").text
        field = self._fields.get(name)
        if field is None:
            raise FilterRefused(f"The field {name} does not exist or can't be filtered by.")
        word = self._take("an operator").text
        operator = OPERATORS[field.kind].get(word)
        if operator is None:
            if word in ALL_NAMES:
                raise FilterRefused(
                    f"The operator {word} can't be used with {name}, a field of type {field.kind}."
                )
            raise FilterRefused(f"Unknown operator: {word}")
        return Condition(field, operator, self._values(field, operator))

    def _values(self, field: FilterField, operator: Operator) -> tuple[object, ...]:
        if operator.values == NONE:
            return ()
        if operator.values not in (LIST, PAIR):
            return (self._value(field, self._take("a value")),)
        self._expect("[")
        values = [self._value(field, self._take("a value"))]
        while self._next_is(","):
            self._at += 1
            values.append(self._value(field, self._take("a value")))
        self._expect("]")
        if operator.values == PAIR and len(values) != 2:
            raise FilterRefused(f"{field.name}: two values are needed, {len(values)} are given.")
        return tuple(values)

    def _value(self, field: FilterField, token: _Token) -> object:
        if field.kind == "string":
            return token.text
        try:
            if field.kind == "number":
                return _number(token.text)
            if field.kind == "boolean":
                return {"true": "T", "false": "F"}[token.text.lower()]
            return self._day(token.text)
        except (ValueError, KeyError, InvalidOperation) as error:
            raise FilterRefused(
                f"{token.text} is no {field.kind} for the field {field.name}."
            ) from error

    def _day(self, text: str) -> str:
        python_format = DATE_FORMATS[self._date_format]
        return datetime.strptime(text, python_format).date().isoformat()

    def _next_is(self, text: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].is_word(text)

    def _expect(self, text: str) -> None:
        found = self._tokens[self._at].text if self._at < len(self._tokens) else "the end"
        if not self._next_is(text):
            raise FilterRefused(f"Expected {text}, found {found}.")
        self._at += 1

    def _take(self, what: str) -> _Token:
        if self._at >= len(self._tokens):
            raise FilterRefused(f"Expected {what}, found the end.")
        token = self._tokens[self._at]
        if token.is_mark:
            raise FilterRefused(f"Expected {what}, found {token.text}.")
        self._at += 1
        return token


def _number(text: str) -> object:
    if re.fullmatch(r"-?\d{1,18}", text, re.ASCII):
        return int(text)
    if not re.fullmatch(r"-?\d{1,18}\.\d{1,18}", text, re.ASCII):
        raise ValueError(text)
    return to_text(Decimal(text))
