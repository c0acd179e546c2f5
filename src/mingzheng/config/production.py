"""Judges whether an installation may start in production mode, and says in Chinese what must be changed first."""

from mingzheng.config.environment import Environment
from mingzheng.config.secrets import decode_key

SHORTEST_SECRET = 50
FEWEST_CHARACTERS = 16
TELLTALES = ("unsafe", "insecure", "changeme", "secret", "password", "example", "123456")
TOO_WEAK = "密钥过弱：MINGZHENG_SECRET_KEY 须为不少于 50 个字符的随机串；可改用 ./bin/mingzheng secrets 生成。"


def list_refusals(environment: Environment) -> tuple[str, ...]:
    """Return every reason why production must not start like this; none when it may, or in any other mode."""
    if not environment.production:
        return ()
    reasons = [*_judge_secret(environment), *_judge_keys(environment)]
    if environment.debug:
        reasons.append("生产模式不得打开调试：请去掉 MINGZHENG_DEBUG。")
    if not environment.hosts_were_given or "*" in environment.allowed_hosts:
        reasons.append("未写明对外域名：请设置 MINGZHENG_HOSTS，例如 MINGZHENG_HOSTS=oa.example.gov.cn（不得用 *）。")
    if not environment.https:
        reasons.append("未启用 HTTPS：请在前面配置 TLS 代理，并设置 MINGZHENG_HTTPS=1。")
    return tuple(reasons)


def _judge_secret(environment: Environment) -> list[str]:
    value = environment.secrets.secret_key
    if not value:
        return ["缺少密钥：请先执行 ./bin/mingzheng secrets，或设置 MINGZHENG_SECRET_KEY。"]
    weak = len(value) < SHORTEST_SECRET or len(set(value)) < FEWEST_CHARACTERS
    if weak or any(word in value.lower() for word in TELLTALES):
        return [TOO_WEAK]
    return []


def _judge_keys(environment: Environment) -> list[str]:
    reasons = []
    for title, value in (
        ("台账签名密钥 MINGZHENG_LEDGER_KEY", environment.secrets.ledger_signing_key),
        ("台账个人信息密钥 MINGZHENG_VAULT_KEY", environment.secrets.ledger_vault_key),
        ("文件与字段加密密钥 MINGZHENG_FIELD_KEY", environment.secrets.field_key),
    ):
        try:
            key = decode_key(value)
        except ValueError:
            reasons.append(f"{title}缺失或格式不对：须为 64 位十六进制数；可用 ./bin/mingzheng secrets 生成。")
            continue
        if len(set(key)) < FEWEST_CHARACTERS:
            reasons.append(f"{title}过弱：须为随机值。")
    return reasons
