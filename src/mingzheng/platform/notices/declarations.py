"""The parameters of messages an installation may set [CFG]."""

import re
from typing import Any

from mingzheng.platform.notices.hours import read_quiet_hours
from mingzheng.platform.parameters.public import Parameter

HOST = re.compile(r"(http://)?[A-Za-z0-9.\-]{1,253}(:\d{1,5})?")
SITE = re.compile(r"https?://[A-Za-z0-9.\-]{1,253}(:\d{1,5})?/?")


def _check_quiet_hours(value: Any) -> None:
    read_quiet_hours(value)


def _check_hosts(value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(host, str) and HOST.fullmatch(host) for host in value):
        raise ValueError('应为主机名列表，如 ["oa.example.gov.cn", "http://10.1.2.3:8080"]')


def _check_site(value: Any) -> None:
    if not SITE.fullmatch(value):
        raise ValueError("应为本系统网址，如 https://mz.example.gov.cn")


PARAMETERS = (
    Parameter(
        key="notices.digest_hour",
        title="工作日几点发送每日摘要",
        kind="int",
        default=8,
        basis="单位内部工作制度",
        room="notices",
        minimum=0,
        maximum=23,
    ),
    Parameter(
        key="notices.quiet_hours",
        title="免打扰时段",
        kind="str",
        default="22:00-07:00",
        basis="单位内部工作制度",
        room="notices",
        maximum=11,
        help_text="此时段内紧急消息的邮件、短信顺延至时段结束；站内消息不受影响。留空表示不设。",
        check=_check_quiet_hours,
    ),
    Parameter(
        key="notices.site_address",
        title="邮件中链接所用的本系统网址",
        kind="str",
        default="http://127.0.0.1:8000",
        basis="系统部署",
        room="notices",
        maximum=300,
        status="to_confirm",
        check=_check_site,
    ),
    Parameter(
        key="notices.webhook_hosts",
        title="允许回调的主机",
        kind="json",
        default=[],
        basis="单位信息系统安全管理要求",
        room="notices",
        help_text="只回调名单内的主机；http 地址须写明协议和端口。留空表示不允许回调。",
        check=_check_hosts,
    ),
)
