"""Every word typed into an application, a review or a correction lies sealed in the ledger.

People write names and telephones where none belong. What the ledger could never lose again it does not learn: dates, choices
and numbers stand there in clear, words are encrypted under the case's key and go with it.
Legal basis: 个人信息保护法第十九条、第五十一条.
"""

from dataclasses import replace

from mingzheng.casework.public import Action, Field, FieldKind

WORDS = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT})
PUBLIC = frozenset({"case.title"})


def seal_words(action: Action) -> Action:
    """Return an action whose words the ledger keeps encrypted; the title of the case is public by its nature."""
    return replace(action, fields=tuple(_sealed(item) for item in action.fields))


def _sealed(item: Field) -> Field:
    if item.kind not in WORDS or item.private or item.stores in PUBLIC:
        return item
    return replace(item, sealed=True)
