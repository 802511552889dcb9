"""Works, and what is found of them in a page of writing."""

from __future__ import annotations

from kb.evidence import Compared, Works
from kb.types import Kind
from kb.types.evidence import Trace, TraceKind, WorkFacts, WrittenPage

SAVED = "2024-01-05T10:00:00+00:00"


TITLE = "Attention Is All You Need"


MAMBA, ATTENTION, ADAM, POST, HABR, DOI, FLASH = range(1, 8)


WORKS = Works.of(
    [
        WorkFacts(
            MAMBA,
            Kind.PAPER,
            "Mamba: Linear-Time Sequence Modeling with Selective State Spaces",
            SAVED,
            ("arxiv:2312.00752",),
            ("Albert Gu", "Tri Dao"),
            "2023-12-01",
        ),
        WorkFacts(
            ATTENTION,
            Kind.PAPER,
            "Attention Is All You Need",
            SAVED,
            ("arxiv:1706.03762", "doi:10.5555/3295222.3295349"),
            ("Ashish Vaswani",),
            "2017-06-12",
        ),
        WorkFacts(
            ADAM,
            Kind.PAPER,
            "Adam: A Method for Stochastic Optimization",
            SAVED,
            ("arxiv:1412.6980", "url:https://zotero.org/items/ABCD2345"),
            ("Diederik P. Kingma", "Jimmy Ba"),
            "2014-12-22",
        ),
        WorkFacts(
            POST,
            Kind.POST,
            "Разбираем селективные пространства состояний на пальцах и без формул",
            SAVED,
            ("post:telegram/seloved_ml/12",),
            leads_to=("arxiv:2312.00752",),
        ),
        WorkFacts(
            HABR,
            Kind.ARTICLE,
            "Как мы ускорили поиск в сто раз | Хабр",
            SAVED,
            ("url:https://habr.com/ru/articles/12345",),
        ),
        WorkFacts(
            FLASH,
            Kind.PAPER,
            "FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness",
            SAVED,
            ("arxiv:2205.14135",),
            ("Tri Dao",),
        ),
        WorkFacts(
            DOI, Kind.PAPER, "Random Forests", SAVED, ("doi:10.1023/a:1010933404324",), ("Leo Breiman",)
        ),
    ]
)


def found(text: str, **facts: object) -> list[Trace]:
    """The traces in a page with this text."""
    return Compared(WrittenPage("notes/a.md", text, **facts), WORKS).traces()  # type: ignore[arg-type]


def named(text: str, **facts: object) -> set[tuple[int, TraceKind]]:
    """Items and kinds of the traces in a page."""
    return {(trace.item_id, trace.kind) for trace in found(text, **facts)}


AROUND = "Эта работа объясняет, почему наш прежний способ считал так долго: {}, и я беру оттуда разбиение."


SAID = "Взяли отсюда расписание шага, и обучение на наших данных перестало расходиться."
