"""travaux.toml: the title, base IRI and languages of a workspace."""

from __future__ import annotations

from travaux.errors import BadWorkspace, read_text, short

KEYS = ("title", "base", "languages")


def read(path: str) -> tuple[str, str, tuple[str, ...]]:
    """Title, base IRI and languages of a travaux.toml. Raises BadWorkspace or FileProblem."""
    where = short(path)
    text = read_text(path)
    values = _plain(text)
    if values is None:
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
        raise BadWorkspace(
            "base: an absolute IRI ending in / or # is needed", where=where, hint=hint
        )
    if not (isinstance(languages, list) and languages and all(map(_is_language, languages))):
        raise BadWorkspace('languages: a list like ["en", "ru"] is needed', where=where)
    return title, base, tuple(languages)


def _is_base(base: str) -> bool:
    scheme, colon, rest = base.partition(":")
    bad = any(each <= " " or each in '<>"{}|\\^`' for each in base)
    return bool(colon and scheme.isalpha() and rest and base[-1] in "/#" and not bad)


def _is_language(tag: object) -> bool:
    return isinstance(tag, str) and tag.replace("-", "").isalnum()


def _plain(text: str) -> dict[str, object] | None:
    """The settings, if every line is a plain `key = "text"` or list of texts; else None.

    Reading those here saves the command line the import of tomllib; `_toml` does the rest.
    """
    values: dict[str, object] = {}
    for line in text.splitlines():
        line = line.strip(" \t")
        if not line or line[0] == "#":
            continue
        key, _, value = line.partition("=")
        key, value = key.rstrip(), value.lstrip()
        found = _texts(value[1:-1]) if value[:1] + value[-1:] == "[]" else _texts(value)
        if not (key.isascii() and key.isalpha()) or key in values or not found:
            return None
        values[key] = found if value[0] == "[" else found[0]
        if value[0] != "[" and len(found) > 1:
            return None
    return values


def _texts(value: str) -> list[str] | None:
    """The texts in `"a", "b"`; None if there is anything else, or an escape."""
    parts = value.split('"')
    between = [part.strip() for part in parts[::2]]
    if "\\" in value or not value.isprintable() or len(parts) % 2 == 0:
        return None
    plain = between[0] == between[-1] == "" and all(comma == "," for comma in between[1:-1])
    return parts[1::2] if plain and len(parts) > 1 else None


def _toml(text: str, where: str) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadWorkspace(f"not TOML: {error}", where=where) from None
