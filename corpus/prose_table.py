"""The figures of running text arranged as those of a table: things in rows, measures in columns.

So questions find them as they find the figures of tables: "thu từ doanh nghiệp Nhà nước" is a row,
its amounts of two years are two columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus.observations import bare_label
from corpus.values import Kind, Observation, Table

PROSE_TABLE = Table("Số liệu trong lời văn", (), (), (), 0)
_MEASURES = {
    Kind.COUNT: "Số lượng",
    Kind.MONEY: "Số tiền",
    Kind.PERCENT: "Tỷ lệ",
    Kind.RANK: "Xếp hạng",
    Kind.SCORE: "Điểm",
    Kind.NUMBER: "Giá trị",
}
_MEASURE_LABELS = frozenset({*_MEASURES.values(), "Tăng/giảm", "Điểm đạt được", "Điểm chưa đạt", "Điểm chuẩn"})


def arrange_prose(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The observations with what is measured among the row's labels and the measure as the column.

    Of two figures for one thing, measure and period the first stands: the report says it again.
    """
    arranged: dict[tuple[object, ...], Observation] = {}
    for observation in observations:
        moved = _arrange(observation)
        key = (moved.entity, moved.indicator, moved.period, moved.change_from, moved.kind)
        arranged.setdefault(key, moved)
    return tuple(arranged.values())


def _arrange(observation: Observation) -> Observation:
    things = tuple(label for label in observation.indicator if label not in _MEASURE_LABELS)
    measures = tuple(label for label in observation.indicator if label in _MEASURE_LABELS)
    entity = (*observation.entity[-1:], *things)
    name = bare_label(entity[-1]) if entity else observation.entity_name
    indicator = measures or (_MEASURES.get(observation.kind, "Giá trị"),)
    return replace(observation, entity=entity, entity_name=name, indicator=indicator, is_total=False)
