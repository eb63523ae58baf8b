"""Template tags for addresses. They read `addresses` and `frame` from the context, never a request."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def page_address(context: dict[str, Any], path: str) -> str:
    """The address of a public path: `{% page_address "/deeds/" %}`."""
    return str(context["addresses"].page(path))


@register.simple_tag(takes_context=True)
def absolute_address(context: dict[str, Any], path: str) -> str:
    """The full address of a public path, for canonical links."""
    return str(context["addresses"].absolute(path))


@register.simple_tag(takes_context=True)
def static_address(context: dict[str, Any], name: str) -> str:
    """The address of a file below `site/static`. An unknown name raises KeyError: a template must not lie."""
    return str(context["addresses"].static(name))
