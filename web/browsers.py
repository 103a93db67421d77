"""A browser by the name that its owner knows, from what it calls itself."""

_NAMES = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MiuiBrowser", "小米浏览器"),
    ("SamsungBrowser", "Samsung Internet"),
    ("QQBrowser", "QQ 浏览器"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("OpenHarmony", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser_name(called: str) -> str:
    """``Safari · iPhone``; the beginning of what it calls itself where nothing of it is known."""
    name = next((said for mark, said in _NAMES if mark in called), "")
    device = next((said for mark, said in _DEVICES if mark in called), "")
    return " · ".join(filter(None, (name, device))) or called[:40]
