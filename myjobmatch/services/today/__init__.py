"""The advisor's first page: what needs them now, from sources that every part adds (see `registry`)."""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
