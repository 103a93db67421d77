"""How robots are signed for. Both use HMAC-SHA256 over a moment and a secret, each the other way round."""

import base64
import hashlib
import hmac
from datetime import datetime


def dingtalk(moment: datetime, secret: str) -> tuple[str, str]:
    """Timestamp in milliseconds, and the signature before any percent-encoding: the secret is the key,
    ``timestamp\\nsecret`` the text (https://open.dingtalk.com/document/orgapp/customize-robot-security-settings).
    """
    timestamp = str(int(moment.timestamp() * 1000))
    return timestamp, _hmac(key=secret, text=f"{timestamp}\n{secret}")


def feishu(moment: datetime, secret: str) -> tuple[str, str]:
    """Timestamp in seconds, and the signature: ``timestamp\\nsecret`` is the key, the text is empty
    (https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot)."""
    timestamp = str(int(moment.timestamp()))
    return timestamp, _hmac(key=f"{timestamp}\n{secret}", text="")


def _hmac(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()
