"""Settings of a measurement: what people run, and the procedure that is measured."""

from mingzheng.config.settings import *  # noqa: F403
from mingzheng.config.settings import INSTALLED_APPS as _INSTALLED_APPS

INSTALLED_APPS = [*_INSTALLED_APPS, "mingzheng.config.bench"]
