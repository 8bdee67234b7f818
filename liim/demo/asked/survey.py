"""The citizen survey: percentages of those who answered, in three waves, without counts."""

from dataclasses import replace
from typing import Any

from liim.demo.asked.years import Years
from liim.demo.places import FLANDERS
from liim.demo.stated import Stated, percentages, shares_of

_SOURCE = "burgerbevraging"
_WAVES = ("2017", "2020", "2023")
_AGREEMENT = ("disagrees", "neither_agrees", "agrees")
_HOW_MANY = ("none_at_all", "fewer_than_5", "from_5_to_10", "more_than_10")
_STATEMENTS = tuple(f"diversity_statement_{number}" for number in range(1, 7))
_FRIENDS = ("friends_of_other_origin", "friends_of_other_orientation", "friends_with_disability")
_GROUNDS = ("ground_sex", "ground_orientation", "ground_origin", "ground_disability")


def asked(years: Years) -> tuple[Stated, ...]:
    """The waves of the years that are asked for, two at least; few of the smallest municipalities answer enough."""
    waves = tuple(one for one in _WAVES if one in years(2023, 4))
    return tuple(replace(one, periods=waves) for one in _every_wave())


def _every_wave() -> tuple[Stated, ...]:
    return (
        _answers("involved_citizens", {"was_active": 14, "maybe_active": 47, "not_active": 39}),
        _share("association_members", (49, 60)),
        _share("volunteers", (16, 27)),
        _answers("trust_in_government", {"little_trust": 22, "neither_trust": 41, "much_trust": 37}),
        _answers("attitude_to_diversity", {"negative_attitude": 21, "neutral_attitude": 47, "positive_attitude": 32}),
        _of_items("attitude_to_statements", _STATEMENTS, dict(zip(_AGREEMENT, (27, 30, 43), strict=True))),
        _answers("diversity_of_friends", {"low_diversity": 45, "medium_diversity": 38, "high_diversity": 17}),
        _of_items("kinds_of_friends", _FRIENDS, dict(zip(_HOW_MANY, (38, 40, 12, 10), strict=True))),
        _answers("colleagues_of_other_origin", dict(zip(_HOW_MANY, (34, 39, 13, 14), strict=True))),
        _share("children_with_diverse_friends", (32, 58)),
        _share("discriminated", (13, 24)),
        Stated(
            **_survey("discriminated_on_ground"),
            classes={"item": _GROUNDS},
            counted=shares_of(
                {"ground_sex": (7, 11), "ground_orientation": (2, 4)}
                | {"ground_origin": (4, 12), "ground_disability": (3, 5)}
            ),
        ),
        _answers("trust_in_people", {"trust_under_5": 18, "trust_5_to_7": 52, "trust_8_and_over": 30}),
        _share("neighbourhood_activities", (52, 34)),
        _answers("social_fabric", {"weak_fabric": 12, "moderate_fabric": 41, "strong_fabric": 47}),
        _answers("intensity_of_contacts", {"few_contacts": 23, "some_contacts": 46, "many_contacts": 31}),
    )


def _survey(quantity: str) -> dict[str, Any]:
    return {"source": _SOURCE, "quantity": quantity, "periods": _WAVES, "regions": (FLANDERS,)}


def _share(quantity: str, between: tuple[float, float]) -> Stated:
    return Stated(**_survey(quantity), counted=shares_of({"": between}))


def _answers(quantity: str, usual: dict[str, float]) -> Stated:
    return Stated(**_survey(quantity), classes={"response": tuple(usual)}, counted=percentages([""], usual))


def _of_items(quantity: str, items: tuple[str, ...], usual: dict[str, float]) -> Stated:
    return Stated(
        **_survey(quantity),
        classes={"item": items, "response": tuple(usual)},
        counted=percentages(items, usual),
    )
