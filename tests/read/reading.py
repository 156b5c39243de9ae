"""What the tests of the read stage share: the paths of the example texts, and how a text is written, read and shown."""

from __future__ import annotations

from pathlib import Path

from kg.model import Document
from kg.read import decoded, origin_of, read_file

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "seeds" / "2021-09-09-premier-ministre-rapport-mis.md"
GOLD = ROOT.parent / "shared" / "gold"


def read_text(folder: Path, text: str, name: str = "texte.txt") -> Document:
    """The document in a file of that text."""
    path = folder / name
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return read_file(path)


def shape(document: Document) -> list[tuple[str, str]]:
    """(kind, words) of each block."""
    return [(block.kind, block.span.of(document.text)) for block in document.blocks]


def words(document: Document) -> list[str]:
    """The words of each block."""
    return [block.span.of(document.text) for block in document.blocks]


def check_offsets(document: Document, path: Path) -> None:
    """Blocks tile the text, and each letter and digit of the text leads back to itself in the decoded file."""
    import unicodedata

    at = 0
    for block in document.blocks:
        assert block.span.start == at
        assert block.span.end > block.span.start
        at = block.span.end + 1
    assert at == len(document.text) + 1
    assert document.text == "\n".join(words(document))
    source = decoded(path)
    for offset, character in enumerate(document.text):
        if character.isascii() and character.isalnum():
            there = source[origin_of(document, offset)]
            assert there == character or unicodedata.normalize("NFC", there) == character, (offset, character, there)
