"""HermiT, the reasoner that owlready2 brings along: run, and what it says read.

It is run as owlready2 runs it, but asked less: owlready2 always has all properties classified,
which takes most of the time and changes nothing in whether there is a clash; its error on a clash
is empty; and it starts Java for each question, where the search for a small clash asks hundreds.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from pyoxigraph import Literal, RdfFormat, Triple, serialize

from travaux.errors import TravauxError
from travaux.vocabulary import OWL, RDF, RDFS, XSD
from travaux.walk import reached

_MAIN = "org.semanticweb.HermiT.cli.CommandLine"
#: Start fast rather than run long.
_JAVA = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8")
#: Java reserves all of its heap at once, in MB: this much, or what a limit on memory leaves of it.
_HEAP, _LEAST_HEAP = 2000, 64
#: What Java takes beside its heap, in MB, if it is told to be sparing; measured, and some more.
_BESIDE = 384
_SPARING = ("-XX:CompressedClassSpaceSize=32M", "-XX:ReservedCodeCacheSize=32M")
#: How Java says, in many ways, that it has too little memory.
_TOO_LITTLE = re.compile(
    "could not (reserve|allocate)|insufficient memory|OutOfMemoryError|failed to (map|reserve)"
    "|cannot allocate memory|GC overhead|unable to create native thread",
    re.IGNORECASE,
)
#: Of a message of HermiT more is not passed on.
_LONGEST = 500
_NO_CLASS = OWL + "Nothing"
_INCONSISTENT, _NOTHING = "InconsistentOntologyException", "Classes equivalent to"
_CLASS = re.compile(r"^\t<?([^\s<>]+)>?\s*$", re.MULTILINE)
_AXIOM = re.compile(r"^(Type|SubClassOf|EquivalentClasses)\( (.*) \)$", re.MULTILINE)
_NAME = re.compile(r"<([^>]*)>")
_NUMBERS = (
    "integer decimal double float long int short byte nonNegativeInteger nonPositiveInteger "
    "positiveInteger negativeInteger unsignedLong unsignedInt unsignedShort unsignedByte"
)
_OTHERS = (
    "string normalizedString token language Name NCName NMTOKEN boolean anyURI hexBinary "
    "base64Binary dateTime dateTimeStamp"
)
#: The datatypes that HermiT knows: any other, even as a value, ends it.
KNOWN = frozenset(
    [XSD + name for name in (_NUMBERS + " " + _OTHERS).split()]
    + [RDF + "langString", RDF + "PlainLiteral", RDF + "XMLLiteral", RDFS + "Literal"]
    + [OWL + "real", OWL + "rational"]
)


class NoJava(TravauxError):
    """There is no Java to run HermiT with."""


class ReasonerFailed(TravauxError):
    """HermiT could not answer: it took too long, or met what it cannot read."""


def readable(triples: Iterable[Triple]) -> tuple[list[Triple], Counter[str]]:
    """The triples that HermiT can read, each once; and how many literals of which datatype not.

    A range that is a datatype it does not know is left out as well.
    """
    kept: dict[Triple, None] = {}
    out: Counter[str] = Counter()
    for triple in dict.fromkeys(triples):
        value, datatype = triple.object, ""
        if isinstance(value, Literal):
            datatype = value.datatype.value
        elif triple.predicate.value == RDFS + "range":
            iri = getattr(value, "value", "")
            datatype = iri if iri.startswith(XSD) else ""
        if datatype and datatype not in KNOWN:
            out[datatype] += 1
        else:
            kept[triple] = None
    return list(kept), out


def java() -> str:
    """The path of java. Raises NoJava, which says what to install."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java") or (home and shutil.which(os.path.join(home, "bin", "java")))
    if not found:
        raise NoJava(
            "HermiT needs Java, and no java is on the PATH",
            hint="Install a Java runtime, version 8 or later: on Debian and Ubuntu\n"
            "`apt install default-jre-headless`, on macOS `brew install openjdk`.",
        )
    return found


def unsatisfiable(triples: Iterable[Triple], deadline: float) -> list[str] | None:
    """The classes that can have no member; None if the whole cannot hold together.

    Raises NoJava, and ReasonerFailed at the `deadline` (of time.monotonic) or if HermiT fails.
    """
    done = _run([triples], deadline, "--no-prefixes", "--unsatisfiable")
    if done.returncode == 0 and _NOTHING in done.stdout:
        found = _CLASS.findall(done.stdout.partition(_NOTHING)[2])
        return sorted(set(found) - {OWL + "Nothing", "owl:Nothing"})
    if _INCONSISTENT in done.stderr:
        return None
    raise _failed(done)


class Taxonomy(NamedTuple):
    """What follows: all classes of each thing, and the classes that can have no member."""

    types: dict[str, set[str]]
    unsatisfiable: list[str]


def taxonomy(triples: Iterable[Triple], deadline: float) -> Taxonomy | None:
    """Which thing belongs to which classes; None if the whole cannot hold together.

    Raises NoJava, and ReasonerFailed at the `deadline` (of time.monotonic) or if HermiT fails.
    """
    done = _run([triples], deadline, "-c", "-I", own=True)
    if _INCONSISTENT in done.stderr or "Inconsistent ontology" in done.stderr:
        return None
    if done.returncode != 0:
        raise _failed(done)
    types: dict[str, set[str]] = {}
    above: dict[str, set[str]] = {}
    empty: set[str] = set()
    for kind, names in _AXIOM.findall(done.stdout):
        first, *rest = _NAME.findall(names)
        if kind == "Type":
            types.setdefault(first, set()).update(rest)
        elif _NO_CLASS in (first, *rest):
            empty.update([first, *rest])
        else:
            above.setdefault(first, set()).update(rest)
            for each in rest if kind == "EquivalentClasses" else ():
                above.setdefault(each, set()).add(first)
    # HermiT names the most special classes only
    whole = {
        thing: {each for kind in kinds for each in reached(kind, lambda one: above.get(one, ()))}
        for thing, kinds in types.items()
    }
    return Taxonomy(whole, sorted(empty - {_NO_CLASS}))


def first_clash(sets: Sequence[Iterable[Triple]], deadline: float) -> int | None:
    """The number, from 0, of the first of the sets that cannot hold together; None if all can.

    Raises NoJava, and ReasonerFailed at the `deadline` (of time.monotonic) or if HermiT fails.
    """
    done = _run(sets, deadline, "--consistency")
    held = sum(line.endswith("is satisfiable.") for line in done.stdout.splitlines())
    if done.returncode == 0 and held == len(sets):
        return None
    if _INCONSISTENT in done.stderr:
        return held
    raise _failed(done)


def _run(
    sets: Sequence[Iterable[Triple]], deadline: float, *options: str, own: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run HermiT over some sets; it ends at the first that cannot hold together.

    With `own` it is the one that owlready2 has changed, which can list what belongs to a class.
    """
    with tempfile.TemporaryDirectory(prefix="travaux-") as folder:
        # N-Triples, which nothing misreads; owlready2 and OWLAPI each have trouble with others.
        files = [_written(Path(folder), str(n), each).as_uri() for n, each in enumerate(sets)]
        how, where = _by_memory(_limit())
        command = [java(), *how, *_JAVA, "-cp", _classpath(own), _MAIN, *options, *files]
        left = deadline - monotonic()
        if left <= 0:
            raise _late()
        try:
            return subprocess.run(
                command,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=left,
                check=False,
                env={**os.environ, **where},
                cwd=folder,  # where a Java that breaks down may leave its report
            )
        except subprocess.TimeoutExpired:
            raise _late() from None


def _limit() -> int | None:
    """The MB of memory that a process may take by `ulimit -v`; None if there is no such limit."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if soft == resource.RLIM_INFINITY else soft // 2**20


def _by_memory(limit: int | None) -> tuple[tuple[str, ...], Mapping[str, str]]:
    """The options and the environment of a Java that comes to terms with a limit in MB."""
    if limit is None:
        return (f"-Xmx{_HEAP}M",), {}
    heap = min(_HEAP, max(_LEAST_HEAP, limit - _BESIDE))
    # each thread would take 64 MB for itself, if only as addresses, which the limit counts
    return (f"-Xmx{heap}M", *_SPARING), {"MALLOC_ARENA_MAX": "1"}


def _written(folder: Path, name: str, triples: Iterable[Triple]) -> Path:
    path = folder / f"{name}.nt"
    path.write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
    return path


def _classpath(own: bool) -> str:
    from importlib.util import find_spec

    spec = find_spec("owlready2")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise ReasonerFailed("owlready2, which brings HermiT, is not installed")
    folder = os.path.join(places[0], "hermit")
    jar = os.path.join(folder, "HermiT.jar")
    return os.pathsep.join([folder, jar]) if own else jar


def _late() -> ReasonerFailed:
    return ReasonerFailed(
        "HermiT had no answer before time was up",
        hint="Give it longer: --timeout SECONDS, or seconds= in Python.",
    )


def _failed(done: subprocess.CompletedProcess[str]) -> ReasonerFailed:
    """What HermiT complains of: the message of its exception, without its trace."""
    said = done.stderr or done.stdout
    lines = [
        line.strip(" \t#") for line in said.partition("# An error report file")[0].splitlines()
    ]
    message = takewhile(lambda line: not line.startswith("at "), lines)
    # a line that begins with [ is a note of Java's log
    reason = " ".join(line for line in message if line and line[0] != "[")
    reason = reason or _ending(done.returncode)
    reason = reason.removeprefix('Exception in thread "main" ')[:_LONGEST]
    # what has the most memory is what a system short of it ends
    if _TOO_LITTLE.search(said) or done.returncode == -9:
        return ReasonerFailed(f"Java has too little memory: {reason}", hint=_more_memory(_limit()))
    return ReasonerFailed(f"HermiT failed: {reason}")


def _ending(code: int) -> str:
    if code < 0:
        return f"it was ended by signal {-code}"
    return f"it ended without a word, with code {code}"


def _more_memory(limit: int | None) -> str:
    """What to do about too little memory, in words."""
    least = f"HermiT needs about {_LEAST_HEAP + _BESIDE} MB, and more for a graph that is large"
    if limit is None:
        return f"{least};\nof a heap of {_HEAP} MB all was used, or the system had no more to give."
    return (
        f"{least};\nhere `ulimit -v` sets a limit of {limit} MB. With `ulimit -v unlimited`, or "
        f"{(_HEAP + _BESIDE) * 1024} (in KB),\nit gets a heap of {_HEAP} MB."
    )
