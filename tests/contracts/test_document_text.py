import json
from typing import Any

import pytest

from period_sync.contracts.document import parse_json, read_document
from period_sync.domain.faults import Fault, InvalidDocument
from tests.support.documents import document_json, entry_json, line_json


def faults_of(text: str | bytes) -> list[Fault]:
    with pytest.raises(InvalidDocument) as refused:
        read_document(parse_json(text))
    return list(refused.value.faults)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "{", "{} {}", "{'entity': 1}", '{"entity": "x",}', "<html></html>",
        "entry;account",
        b"\xff\xfe\xfa", b'{"entity": "K\xf6ln"}', b"\x80", b'{"entity": "\xc3"}', b"\x1f\x8b\x08",
        "[" * 200_000, '{"a":' * 200_000, "[" * 5_000 + "]" * 5_000, "9" * 5_000,
    ],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_what_is_no_json_in_utf_8_is_refused_with_a_remedy(text: str | bytes) -> None:
    (fault,) = faults_of(text)
    assert fault.code == "NOT_A_DOCUMENT"
    assert fault.remedy == "Send one JSON object, encoded as UTF-8."


@pytest.mark.parametrize("text", ["null", "[]", '"document"', "7", "1.5", "NaN", "true"])
def test_json_that_is_no_object_is_refused(text: str) -> None:
    assert [fault.code for fault in faults_of(text)] == ["NOT_A_DOCUMENT"]


def test_nesting_that_can_still_be_parsed_is_a_wrong_type() -> None:
    deep = json.dumps(document_json(entry_json(memo="DEEP"))).replace(
        '"DEEP"', "[" * 400 + "]" * 400
    )
    assert [(f.code, f.field) for f in faults_of(deep)] == [("TYPE", "entries[0].memo")]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ('"entity": ', '"entity": "other", "entity": ', "entity"),
        ('"debit": "1250.00"', '"debit": "9.00", "debit": "1250.00"', "debit"),
        ('"EUR": ', '"EUR": "9.00", "EUR": ', "EUR"),
        ('"entry_id": ', '"entry_id": "E-1", "entry\\u005fid": ', "entry_id"),
    ],
)
def test_a_field_that_stands_twice_in_one_object_is_refused(old: str, new: str, name: str) -> None:
    text = json.dumps(document_json())
    assert old in text
    (fault,) = faults_of(text.replace(old, new, 1))
    assert fault.code == "NOT_A_DOCUMENT"
    assert repr(name) in fault.message


CONTROLS = [
    "\x00",
    "\n",
    "\r",
    "\t",
    "\x1b",
    "\x7f",
    "\x85",
    "\u2028",
    "\u2029",
    "\ud800",
    "\udfff",
]


@pytest.mark.parametrize("character", CONTROLS, ids=ascii)
@pytest.mark.parametrize(
    ("place", "make"),
    [
        ("name", lambda text: document_json(name=text)),
        ("closed_by", lambda text: document_json(closed_by=text)),
        ("entries[0].entry_id", lambda text: document_json(entry_json(entry_id=text))),
        ("entries[0].memo", lambda text: document_json(entry_json(memo=text))),
        (
            "entries[0].lines[0].account",
            lambda text: document_json(entry_json(line_json(0, account=text), line_json(1))),
        ),
    ],
)
def test_control_characters_and_halves_of_surrogate_pairs_are_refused(
    character: str, place: str, make: Any
) -> None:
    (fault,) = faults_of(json.dumps(make(f"a{character}b")))
    assert fault.field == place
    assert fault.message
    assert fault.remedy


def test_surrogates_written_as_bytes_are_refused_too() -> None:
    body = json.dumps(document_json(name="NAME")).encode().replace(b"NAME", b"a\xed\xa0\x80b")
    (fault,) = faults_of(body)
    assert (fault.code, fault.remedy) == (
        "NOT_A_DOCUMENT",
        "Send one JSON object, encoded as UTF-8.",
    )


@pytest.mark.parametrize("text", ["\ud83c\udfe2", "\u00a0", "\u200f", "\u0308", "{}", "<b>", "'"])
def test_other_characters_are_text(text: str) -> None:
    body = json.dumps(document_json(name=f"a{text}b"))
    name = read_document(parse_json(body)).name
    assert json.loads(json.dumps(name)) == json.loads(json.dumps(f"a{text}b"))
