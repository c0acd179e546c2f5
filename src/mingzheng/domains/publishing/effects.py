"""The effects of the procedure, by name."""

from collections.abc import Callable

from mingzheng.casework.public import EffectContext
from mingzheng.domains.publishing.services import drafting, objecting, relating, releasing, sealing, signing, stamping

EFFECTS: dict[str, Callable[[EffectContext], None]] = {
    "publishing.take_item": drafting.take_item,
    "publishing.keep_fields": drafting.keep_fields,
    "publishing.note_secrecy": signing.note_secrecy,
    "publishing.sign": signing.sign,
    "publishing.agree_wording": signing.agree_wording,
    "publishing.take_objection": objecting.take_objection,
    "publishing.answer_objection": objecting.answer_objection,
    "publishing.approve": signing.approve,
    "publishing.send_back": signing.send_back,
    "publishing.reopen": signing.reopen,
    "publishing.authorise": signing.authorise,
    "publishing.compare_stamped": stamping.compare_stamped,
    "publishing.publish": releasing.publish,
    "publishing.correct": releasing.correct,
    "publishing.restore": releasing.restore,
    "publishing.withdraw": releasing.withdraw,
    "publishing.end_publicity": releasing.end_publicity,
    "publishing.relate": releasing.relate,
    "publishing.unrelate": releasing.unrelate,
    "publishing.relate_library": relating.relate_library,
    "publishing.unrelate_library": relating.unrelate_library,
    "publishing.keep_link": releasing.keep_link,
    "publishing.take_down": sealing.take_down,
}
