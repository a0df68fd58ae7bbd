"""General words of English and Russian by which offices and bodies are told from other names."""

from __future__ import annotations

#: What an office is called by.
ROLES = frozenset(
    "president minister secretary chancellor ambassador spokesman spokeswoman spokesperson "
    "director chairman chairwoman chair chairperson chief head commander envoy adviser advisor "
    "premier governor commissioner representative speaker negotiator attache consul prosecutor "
    "undersecretary president-elect".split()
)
#: What an office may be called besides.
MODIFIERS = frozenset(
    "deputy first vice acting prime foreign defence defense finance interior state press national "
    "security special permanent general assistant under senior former official chief high "
    "executive economic energy trade justice health education agriculture fisheries".split()
)
#: What may stand after "of" in an office without being the name of anything.
FIELDS = frozenset(
    "state defence defense foreign internal home justice finance affairs treasury energy trade "
    "staff government mission delegation".split()
)
TITLES = frozenset(
    "mr mrs ms dr prof professor sir lord lady madam gen general col colonel "
    "admiral sen senator rep congressman господин госпожа г-н г-жа".split()
)
#: What bodies, documents and meetings are called by.
HEADS = frozenset(
    "university institute council committee ministry agency commission academy centre center "
    "embassy party bank court union forum fund foundation corporation parliament senate assembly "
    "department office service treaty agreement act charter declaration convention protocol summit "
    "conference congress association federation league organization organisation group times post "
    "news tribune gazette herald forces army navy mission command bureau board "
    "authority memorandum pact alliance".split()
)
#: What names may have or lack: they tell nothing apart.
EMPTY = frozenset("the of for with between affairs".split())
#: With an article and without a capital these are directions.
DIRECTIONS = frozenset("west east north south".split())
#: Words that begin sentences and are no names; others are told by their small twins in the text.
COMMON = frozenset(
    "a an the this that these those he she it they we i you his her its their our my your and but "
    "or nor so yet for if when while as at by from in into of on to with without after before "
    "since until during under over between among about against both either neither each every all "
    "some most many few no not there here then now also however moreover meanwhile according "
    "earlier later today yesterday tomorrow last next what who which where why how such one two "
    "three four five six seven eight nine ten another other more only even still again despite "
    "although though because perhaps let new was were is are has have had will would "
    "в во на с со к ко о об от до из за по при для под над без через между и а но или да не ни "
    "он она оно они мы вы я его ее их это этот эта эти тот та те кто что где когда как так также "
    "однако если после перед пока уже еще все всё каждый один два три по-прежнему ранее позднее "
    "сегодня вчера завтра".split()
)
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = (
    "january february march april may june july august september october november december".split()
)
#: Never names of anything that a graph would hold.
CALENDAR = frozenset([*DAYS, *MONTHS])
RUSSIAN_ROLES = frozenset(
    "президент министр секретарь посол председатель глава премьер премьер-министр канцлер "
    "представитель командующий советник директор генсек спикер".split()
)
