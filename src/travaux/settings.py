"""travaux.toml: the title, base IRI and languages of a workspace."""

from __future__ import annotations

from travaux.errors import BadWorkspace, read_text, short

KEYS = ("title", "base", "languages")


def read(path: str) -> tuple[str, str, tuple[str, ...]]:
    """Title, base IRI and languages of a travaux.toml. Raises BadWorkspace or FileProblem."""
    return parse(read_text(path), short(path))


def parse(text: str, where: str) -> tuple[str, str, tuple[str, ...]]:
    """The same for the text of one; `where` it stands, for messages. Raises BadWorkspace."""
    values = _toml(text, where)
    for key in values:
        if key not in KEYS:
            raise BadWorkspace(
                f"unknown key {key!r}", where=where, hint="Known: " + ", ".join(KEYS)
            )
    title, base, languages = (
        values.get("title"),
        values.get("base"),
        values.get("languages", ["en"]),
    )
    if not (isinstance(title, str) and title.strip()):
        raise BadWorkspace("title: a text is needed", where=where)
    if not (isinstance(base, str) and _is_base(base)):
        hint = 'For example base = "https://example.org/talks/"'
        what = "base: an IRI of http or https with a host, ending in / or #, is needed"
        raise BadWorkspace(what, where=where, hint=hint)
    if not (isinstance(languages, list) and languages and all(map(_is_language, languages))):
        raise BadWorkspace('languages: a list like ["en", "ru"] is needed', where=where)
    return title, base, tuple(languages)


def _is_base(base: str) -> bool:
    scheme, _, rest = base.partition("://")
    host, _, port = rest.partition("/")[0].partition(":")
    named = all(each.replace("-", "").isalnum() for each in host.split("."))
    bad = any(each <= " " or each in '<>"{}|\\^`?' for each in base) or "#" in base[:-1]
    http = scheme in ("http", "https") and named and (port or "0").isdecimal()
    return http and base[-1] in "/#" and not bad


def _is_language(tag: object) -> bool:
    return isinstance(tag, str) and tag.replace("-", "").isalnum()


def _toml(text: str, where: str) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadWorkspace(f"not TOML: {error}", where=where) from None
    except RecursionError:
        raise BadWorkspace("not read: nested too deep", where=where) from None
