"""The day an application counts as received, by the way it came 收到申请之日.

Legal basis: 政府信息公开条例第三十一条. An answer's limit runs from this day; the arithmetic is `worktime`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Channel(StrEnum):
    """How an application came."""

    COUNTER = "counter"
    SIGNED_MAIL = "signed_mail"
    ORDINARY_MAIL = "ordinary_mail"
    INTERNET = "internet"
    FAX = "fax"
    ORAL = "oral"


CHANNEL_LABELS: Mapping[Channel, str] = {
    Channel.COUNTER: "当面提交",
    Channel.SIGNED_MAIL: "邮寄（需签收）",
    Channel.ORDINARY_MAIL: "平常信函",
    Channel.INTERNET: "互联网渠道",
    Channel.FAX: "传真",
    Channel.ORAL: "口头提出，代为填写",
}
CONFIRMED_BY_BOTH = frozenset({Channel.ORDINARY_MAIL, Channel.INTERNET, Channel.FAX})


@dataclass(frozen=True, slots=True)
class Receipt:
    """When an application counts as received. `on` is None as long as what the law asks for has not happened."""

    on: date | None
    reason: str


def receipt_of(
    channel: Channel, *, arrived_on: date, signed_on: date | None = None, confirmed_on: date | None = None
) -> Receipt:
    """Return the day of receipt and why it is that day.

    Raises ValueError for a signature or confirmation before the application arrived.
    """
    decisive = signed_on if channel is Channel.SIGNED_MAIL else confirmed_on
    if decisive is not None and decisive < arrived_on:
        raise ValueError("received before it arrived")
    if channel in {Channel.COUNTER, Channel.ORAL}:
        return Receipt(arrived_on, "当面提交的，以提交之日为收到申请之日（条例第三十一条第一项）")
    if channel is Channel.SIGNED_MAIL:
        return Receipt(signed_on, "以邮寄方式提交的，以行政机关签收之日为收到申请之日（条例第三十一条第二项）")
    if channel is Channel.ORDINARY_MAIL:
        return Receipt(
            confirmed_on,
            "以平常信函等无需签收的邮寄方式提交的，应当于收到当日与申请人确认，以确认之日为收到申请之日（条例第三十一条第二项）",
        )
    return Receipt(confirmed_on, "通过互联网渠道或者传真提交的，以双方确认之日为收到申请之日（条例第三十一条第三项）")


class Delivery(StrEnum):
    """How an answer is handed over."""

    DIRECT = "direct"
    MAIL = "mail"
    ELECTRONIC = "electronic"


DELIVERY_LABELS: Mapping[Delivery, str] = {
    Delivery.DIRECT: "直接送达",
    Delivery.MAIL: "邮寄送达",
    Delivery.ELECTRONIC: "电子送达",
}
STOPS_ON: Mapping[Delivery, str] = {
    Delivery.DIRECT: "签收之日",
    Delivery.MAIL: "交邮之日",
    Delivery.ELECTRONIC: "到达申请人系统之日",
}
"""Which day stops the answer's clock, by the means of delivery (国办公开办函〔2016〕235号; to be confirmed locally)."""
