"""The parameters of the API an installation may set [CFG]."""

from mingzheng.platform.parameters.public import Parameter

PARAMETERS = (
    Parameter(
        key="api.requests_per_minute",
        title="每个令牌或账号每分钟最多调用接口次数",
        kind="int",
        default=600,
        basis="单位信息系统安全管理要求",
        room="api",
        minimum=10,
        maximum=60_000,
        status="to_confirm",
    ),
    Parameter(
        key="api.failed_tokens_per_minute",
        title="同一地址每分钟最多使用无效令牌次数",
        kind="int",
        default=30,
        basis="单位信息系统安全管理要求",
        room="api",
        minimum=5,
        maximum=1000,
        status="to_confirm",
    ),
)
