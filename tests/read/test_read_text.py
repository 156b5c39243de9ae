"""Characters: encodings, mojibake, NFC, spaces, what is invisible, and words broken at line ends."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.read import decoded, origin_of, read_file
from kg.read.blocks import joiner
from kg.read.decode import clean
from kg.read.pieces import Piece, Raw, normalise
from kg.read.rules import load

WHOLE = "Le député a été reçu à l'Élysée ; cœur, 5 €."


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (WHOLE.encode(), WHOLE),
        (b"\xef\xbb\xbf" + WHOLE.encode(), WHOLE),
        (b"\xff\xfe" + WHOLE.encode("utf-16-le"), WHOLE),
        (b"\xfe\xff" + WHOLE.encode("utf-16-be"), WHOLE),
        (WHOLE.encode("utf-16-le"), WHOLE),
        (WHOLE.encode("utf-16-be"), WHOLE),
        (WHOLE.encode("cp1252"), WHOLE),
        ("Le député a été reçu.".encode("latin-1"), "Le député a été reçu."),
        (unicodedata.normalize("NFD", WHOLE).encode(), WHOLE),
    ],
    ids=[
        "utf-8",
        "utf-8 with mark",
        "utf-16-le",
        "utf-16-be",
        "utf-16-le without mark",
        "utf-16-be without mark",
        "windows-1252",
        "latin-1",
        "nfd",
    ],
)
def test_the_encoding_is_found(tmp_path: Path, data: bytes, expected: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert read_file(tmp_path / "a.txt").text == expected


def test_a_page_that_was_saved_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("<!DOCTYPE html>\n<html><body><p>Le Sénat &amp; la loi.</p></body></html>", encoding="utf-8")
    assert read_file(tmp_path / "a.txt").text == "Le Sénat & la loi."


def test_a_declared_charset_is_believed(tmp_path: Path) -> None:
    page = '<meta charset="windows-1251"><p>Указ Президента</p>'
    (tmp_path / "a.html").write_bytes(page.encode("cp1251"))
    assert read_file(tmp_path / "a.html").text == "Указ Президента"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Le dÃ©putÃ© et l'Ã‰tat, nÂ° 3", "Le député et l'État, n° 3"),
        ("remis Ã  Paris", "remis à Paris"),
        ("lâ€™Assemblée a votÃ©", "l’Assemblée a voté"),
        ("mise en Å“uvre, dÃ©jÃ\u00a0 dit", "mise en œuvre, déjà dit"),
        ("Â«Â\u00a0un cadreÂ\u00a0Â»", "« un cadre »"),
        ("SÃO PAULO, Ångström, âgé", "SÃO PAULO, Ångström, âgé"),
    ],
)
def test_mojibake_is_repaired_and_nothing_else(tmp_path: Path, raw: str, expected: str) -> None:
    (tmp_path / "a.txt").write_text(raw, encoding="utf-8")
    assert read_file(tmp_path / "a.txt").text == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("n°\u00a02013\u2011316\u202f; l’État", "n° 2013-316 ; l’État"),
        ("un\t\tdeux\u2009\u2003trois  quatre", "un deux trois quatre"),
        ("res\u00adpon\u200bsable\ufeff \u202eabc\u202c", "responsable abc"),
        ("a \u200b b", "a b"),
        ("marque \ue000 et \U000f0000", "marque \ufffd et \ufffd"),
        ("cloche\x07 et fin", "cloche et fin"),
        ("« Mise en œuvre » “citée” d’un texte…", "« Mise en œuvre » “citée” d’un texte…"),
    ],
)
def test_spaces_are_plain_and_words_stay_as_printed(tmp_path: Path, raw: str, expected: str) -> None:
    (tmp_path / "a.txt").write_text(raw, encoding="utf-8")
    assert read_file(tmp_path / "a.txt").text == expected


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("la responsa-\nbilité pénale", "la responsabilité pénale"),
        ("le sous-\npréfet de Brest", "le sous-préfet de Brest"),
        ("celui-\nci répond", "celui-ci répond"),
        ("a-\nt-il dit", "a-t-il dit"),
        ("Jean-\nMichel Mis", "Jean-Michel Mis"),
        ("la responsa\u00ad\nbilité pénale", "la responsabilité pénale"),
        ("un porte-avions, deux porte-\navions", "un porte-avions, deux porte-avions"),
        ("la loi n° 2006-\n1772 du 30 décembre 2006", "la loi n° 2006-1772 du 30 décembre 2006"),
        ("la région d'Île-\nde-France", "la région d'Île-de-France"),
        ("Gérald DARMA-\nNIN et Claire COLOMB-\nPITOLLET", "Gérald DARMANIN et Claire COLOMB-PITOLLET"),
        ("SecNumCloud, puis SecNum-\nCloud", "SecNumCloud, puis SecNumCloud"),
        ("l'anti-terrorisme et l'anti-\nterrorisme", "l'anti-terrorisme et l'anti-terrorisme"),
    ],
)
def test_a_word_broken_at_a_line_end_is_joined(tmp_path: Path, raw: str, expected: str, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_text(raw, encoding="utf-8")
    assert read_file(tmp_path / f"a{suffix}").text == expected


def test_a_word_that_begins_with_sous_keeps_its_hyphen_where_words_are_broken(tmp_path: Path) -> None:
    raw = "les zones sous-\ndotées ont sous-\ncrit la pro-\nposition de la com-\nmission des af-\nfaires so-\nciales"
    (tmp_path / "a.txt").write_text(raw, encoding="utf-8")
    expected = "les zones sous-dotées ont souscrit la proposition de la commission des affaires sociales"
    assert read_file(tmp_path / "a.txt").text == expected


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "vide.txt", "empty"),
        (b"", "vide.docx", "empty"),
        (b"", "vide.zip", "empty"),
        (b" \n\t\xc2\xa0\n", "blanc.txt", "empty"),
        (b"\xef\xbb\xbf", "marque.md", "empty"),
        (b"<html><script>x()</script></html>", "rien.html", "nothing in it is text"),
        (b"%PDF-1.4 texte", "faux.txt", "it is a PDF; rename it to .pdf"),
        (bytes(range(256)) * 4, "octets.txt", "binary"),
        (b"texte", "a.rtf", "unsupported"),
        (b"{\\rtf1\\ansi texte}", "a.txt", "it is RTF; save it as docx"),
        (b"\x89PNG\r\n\x1a\n", "a.md", "binary"),
        (b"texte", "a.docx", "no archive"),
        (b"texte", "a.pdf", "no PDF"),
        (b"texte", "a.eml", "no e-mail"),
        (b"texte", "sans-suffixe", "unsupported"),
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, data: bytes, name: str, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError, match=words) as caught:
        read_file(tmp_path / name)
    assert caught.value.where.startswith(str(tmp_path / name))
    assert " — " in caught.value.reason


def test_a_file_above_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.read.document.MAX_BYTES", 10)
    (tmp_path / "a.txt").write_text("plus de dix octets")
    with pytest.raises(ReadError, match="larger"):
        read_file(tmp_path / "a.txt")


ALPHABET = st.text(
    st.one_of(
        st.sampled_from("aeé'’ -\n\t\u00a0\u202f\u2011\u0301\u0327\u00ad\u200bÃ©Â€œ«»\ue000.,"),
        st.characters(codec="utf-8"),
    ),
    max_size=120,
)


@given(ALPHABET)
def test_the_clean_text_is_composed_and_cleaning_is_idempotent(text: str) -> None:
    once = clean(text)
    assert unicodedata.is_normalized("NFC", once.text)
    assert not any("\ue000" <= c <= "\uf8ff" or c in "\u2010\u2011" for c in once.text)
    for offset, character in enumerate(once.text):
        if character.isascii() and character.isalnum():
            assert text[once.source(offset)] == character or character in unicodedata.normalize("NFC", text)
        assert 0 <= once.source(offset) <= len(text)


@given(ALPHABET)
def test_a_block_has_one_space_between_words_and_normalising_is_idempotent(text: str) -> None:
    joins = joiner("", load())
    part = normalise(Raw("paragraph", (Piece(text, 0),)), joins)
    assert part.text == " ".join(part.text.split())
    assert normalise(Raw("paragraph", (Piece(part.text, 0),)), joins).text == part.text


@given(st.lists(ALPHABET.filter(bool), min_size=1, max_size=5))
def test_a_block_of_several_pieces_reads_like_their_sum(texts: list[str]) -> None:
    joins = joiner("", load())
    pieces, at = [], 0
    for text in texts:
        pieces.append(Piece(text, at))
        at += len(text)
    whole = normalise(Raw("paragraph", (Piece("".join(texts), 0),)), joins)
    assert normalise(Raw("paragraph", tuple(pieces)), joins) == whole


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=ALPHABET.filter(lambda text: any(map(str.isalpha, text))), suffix=st.sampled_from([".txt", ".md"]))
def test_ordinary_characters_lead_back_to_themselves(tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(text.encode("utf-8"))
    try:
        document = read_file(path)
    except ReadError:
        return
    source = decoded(path)
    for offset, character in enumerate(document.text):
        if character.isascii() and character.isalpha():
            at = origin_of(document, offset)
            assert source[at] == character
