"""What a browser says of itself, in words a person knows. For reading only: nothing is decided by it."""

import re

# The first that is found counts: most browsers also name those they are made to resemble.
_BROWSERS = (
    (r"MicroMessenger/(\d+)", "微信"),
    (r"DingTalk/(\d+)", "钉钉"),
    (r"Edg(?:e|A|iOS)?/(\d+)", "Edge"),
    (r"(?:QIHU 360|360SE|360EE)", "360 浏览器"),
    (r"QQBrowser/(\d+)", "QQ 浏览器"),
    (r"(?:Firefox|FxiOS)/(\d+)", "Firefox"),
    (r"(?:Chrome|CriOS)/(\d+)", "Chrome"),
    (r"Version/(\d+)[\d.]* (?:Mobile/\S+ )?Safari/", "Safari"),
)
_SYSTEMS = (
    (r"HarmonyOS|OpenHarmony", "鸿蒙"),
    (r"iPhone|iPad", "iOS"),
    (r"Android", "安卓"),
    (r"Windows", "Windows"),
    (r"Mac OS X", "macOS"),
    (r"Linux|UOS|Kylin", "Linux"),
)


def name_browser(agent: str) -> str:
    """Return a browser's self-description in words a person knows: 「Chrome 156，Windows」; what is unknown, as it is."""
    system = next((name for pattern, name in _SYSTEMS if re.search(pattern, agent)), "")
    for pattern, name in _BROWSERS:
        if found := re.search(pattern, agent):
            version = f" {found[1]}" if found.groups() else ""
            return "，".join(filter(None, (f"{name}{version}", system)))
    return agent
