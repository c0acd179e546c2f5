"""What the public search knows about words: synonyms, pinyin, words that sound alike. It learns from published titles.

A suggestion is only a proposal: `searching` offers it after it has found something public with it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from mingzheng.kit.lazy import lazy_module
from mingzheng.platform.parameters.public import get_value
from mingzheng.platform.portal.models import SearchWord
from mingzheng.platform.search.public import normalise

pypinyin = lazy_module("pypinyin")
rjieba = lazy_module("rjieba")

MOST_TRIED = 4
_HAN = re.compile(r"[\u4e00-\u9fff]{2,12}")
_LATIN = re.compile(r"[a-z]{2,40}")


def get_synonyms() -> Mapping[str, tuple[str, ...]]:
    """Return for each word of the office's table what may stand for it."""
    found: dict[str, tuple[str, ...]] = {}
    for group in get_value("portal.synonyms"):
        for word in group:
            found[word] = (*found.get(word, ()), *(other for other in group if other != word))
    return found


def sound_of(word: str) -> tuple[str, str]:
    """Return pinyin without tones, and its initials."""
    syllables = pypinyin.lazy_pinyin(word)
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


def learn_words(titles: Iterable[str]) -> int:
    """Learn the words of published titles; return how many were looked at."""
    words = {word for title in titles for word in rjieba.cut_for_search(title) if _HAN.fullmatch(word)}
    known = set(SearchWord.objects.filter(word__in=words).values_list("word", flat=True))
    rows = []
    for word in sorted(words - known):
        pinyin, initials = sound_of(word)
        rows.append(SearchWord(word=word, pinyin=pinyin[:120], initials=initials[:30]))
    SearchWord.objects.bulk_create(rows, 500, ignore_conflicts=True)
    return len(words)


def propose(query: str) -> Iterator[str]:
    """Yield other queries that sound like this one: letters read as pinyin, words replaced by ones that sound alike."""
    parts = normalise(query).split()
    for place, part in enumerate(parts):
        for other in _alike(part):
            yield " ".join([*parts[:place], other, *parts[place + 1 :]])


def _alike(part: str) -> Iterator[str]:
    if _LATIN.fullmatch(part):
        yield from _spelt(part)
        return
    if not _HAN.fullmatch(part):
        return
    yield from _sounding(part)
    pieces = [str(piece) for piece in rjieba.cut(part)]
    if len(pieces) > 1:
        yield " ".join(piece for piece in pieces if len(piece) > 1)


def _spelt(letters: str) -> list[str]:
    rows = SearchWord.objects.filter(pinyin=letters).values_list("word", flat=True)[:MOST_TRIED]
    found = list(rows) or list(SearchWord.objects.filter(initials=letters).values_list("word", flat=True)[:MOST_TRIED])
    return found or _spelt_in_pieces(letters)


def _spelt_in_pieces(letters: str) -> list[str]:
    """Return two words that together are spelt like this ("yanglaobutie")."""
    heads = dict(
        SearchWord.objects.filter(pinyin__in=[letters[:end] for end in range(2, len(letters) - 1)]).values_list(
            "pinyin", "word"
        )
    )
    for head, word in sorted(heads.items(), key=lambda pair: -len(pair[0])):
        tail = SearchWord.objects.filter(pinyin=letters[len(head) :]).values_list("word", flat=True).first()
        if tail:
            return [f"{word} {tail}"]
    return []


def _sounding(part: str) -> Iterator[str]:
    """Yield a part with itself or two to four characters of it replaced by a known word of the same sound. One query."""
    starts = ((start, start + size) for size in (2, 3, 4) for start in range(len(part) - size + 1))
    sounds = {span: sound_of(part[slice(*span)])[0] for span in ((0, len(part)), *starts)}
    known: dict[str, list[str]] = {}
    rows = SearchWord.objects.filter(pinyin__in=set(sounds.values())).order_by("pk")
    for pinyin, word in rows.values_list("pinyin", "word"):
        known.setdefault(pinyin, []).append(word)
    for (start, end), sound in sounds.items():
        others = [word for word in known.get(sound, ()) if word != part[start:end]]
        for other in others[:MOST_TRIED]:
            yield part[:start] + other + part[end:]
