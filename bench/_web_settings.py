"""The application's own settings, with a watch around every request."""

from tvaerspor.web.settings import *  # noqa: F403
from tvaerspor.web.settings import MIDDLEWARE as _MIDDLEWARE

MIDDLEWARE = ["_web_watch.watch", *_MIDDLEWARE]
