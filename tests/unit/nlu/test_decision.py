"""How probabilities, topics and facts become one intent and the needs."""

import pytest

from bot.nlu.language.acts import FACT_ONLY, NEEDS, OUT_OF_SCOPE, SEARCH, STEPS
from bot.nlu.language.decision import Decision, Facts, decide

NO_FACTS = Facts()


@pytest.mark.parametrize(
    ("whole", "intent", "needs"),
    [
        ({"kinderbetreuung": 0.9, "gruss": 0.1}, "kinderbetreuung", ("kinderbetreuung",)),
        ({"gruss": 0.9, "kinderbetreuung": 0.1}, "gruss", ()),
        ({SEARCH: 0.8, "gesundheit": 0.2}, SEARCH, ()),
        # two needs, the stronger one first
        ({"gesundheit": 0.3, "kinderbetreuung": 0.7}, "kinderbetreuung", ("kinderbetreuung", "gesundheit")),
        # the runner-up is too weak to be a need of its own
        ({"kinderbetreuung": 0.92, "gesundheit": 0.08}, "kinderbetreuung", ("kinderbetreuung",)),
        # never more than two
        (
            {"kinderbetreuung": 0.4, "gesundheit": 0.35, "wohnen_alltag": 0.25},
            "kinderbetreuung",
            ("kinderbetreuung", "gesundheit"),
        ),
        # an act is ahead of each single need, but together the needs say: a family matter
        ({"angabe": 0.3, "gesundheit": 0.27, "fruehe_hilfen": 0.25, "wohnen_alltag": 0.18}, "gesundheit", None),
        # a vague wish stays a vague wish
        ({SEARCH: 0.3, "gesundheit": 0.25, "fruehe_hilfen": 0.25, "wohnen_alltag": 0.2}, SEARCH, ()),
    ],
)
def test_whole_message(whole: dict[str, float], intent: str, needs: tuple[str, ...] | None) -> None:
    decision = decide(whole, NO_FACTS)
    assert decision.intent == intent
    if needs is not None:
        assert decision.needs == needs


def test_a_bare_fact_is_a_follow_up_whatever_the_model_says() -> None:
    assert decide({"schule_uebergang": 1.0}, Facts(bare=True)) == Decision(FACT_ONLY, 1.0)


def test_nothing_known_is_out_of_scope() -> None:
    assert decide({}, NO_FACTS) == Decision(OUT_OF_SCOPE, 1.0)


def test_unsure_among_everything_is_out_of_scope() -> None:
    acts = ["gruss", "dank", "abschied", "ja", "nein", "feedback", "smalltalk", "angabe", "neustart", "weiss_nicht"]
    assert decide(dict.fromkeys(acts, 0.1), NO_FACTS).intent == OUT_OF_SCOPE


def test_unsure_among_needs_is_a_vague_search() -> None:
    decision = decide(dict.fromkeys(NEEDS, 1 / len(NEEDS)), NO_FACTS)
    assert (decision.intent, decision.needs) == (SEARCH, ())


def test_topic_settles_a_close_race() -> None:
    whole = {"kinderbetreuung": 0.48, "finanzielle_hilfen": 0.44, "gruss": 0.08}
    assert decide(whole, Facts(topics=[("finanzielle_hilfen", 1.0)])).intent == "finanzielle_hilfen"


def test_topic_does_not_overrule_a_clear_sentence() -> None:
    whole = {"entwicklung_foerderung": 0.85, "kinderbetreuung": 0.15}
    decision = decide(whole, Facts(topics=[("kinderbetreuung", 1.0), ("kinderbetreuung", 1.0)]))
    assert decision.intent == "entwicklung_foerderung"


def test_acts_have_no_needs_even_with_a_topic() -> None:
    whole = {"feedback": 0.9, "schwangerschaft_geburt": 0.1}
    assert decide(whole, Facts(topics=[("schwangerschaft_geburt", 1.0)])).needs == ()


def test_confidence_is_a_share() -> None:
    decision = decide({"gesundheit": 0.6, "ja": 0.4}, Facts(topics=[("gesundheit", 1.0)]))
    assert 0.6 < decision.confidence <= 1.0


@pytest.mark.parametrize(
    ("whole", "intent", "needs"),
    [
        # the steps alone
        ({STEPS: 0.9, "gruss": 0.1}, STEPS, ()),
        ({STEPS: 0.9, "finanzielle_hilfen": 0.1}, STEPS, ()),
        # beside them what else is asked for, one need at most
        ({STEPS: 0.6, "finanzielle_hilfen": 0.4}, STEPS, ("finanzielle_hilfen",)),
        ({STEPS: 0.5, "gesundheit": 0.2, "finanzielle_hilfen": 0.3}, STEPS, ("finanzielle_hilfen",)),
        # a need is ahead: the steps are only its wording
        ({"kinderbetreuung": 0.6, STEPS: 0.4}, "kinderbetreuung", ("kinderbetreuung",)),
        # together the needs outweigh the steps
        (
            {STEPS: 0.35, "gesundheit": 0.33, "finanzielle_hilfen": 0.32},
            "gesundheit",
            ("gesundheit", "finanzielle_hilfen"),
        ),
        # too unsure for anything
        (
            {
                STEPS: 0.12,
                **dict.fromkeys(("gruss", "dank", "ja", "nein", "feedback", "angabe", "neustart", "rueckruf"), 0.11),
            },
            OUT_OF_SCOPE,
            (),
        ),
    ],
)
def test_next_steps(whole: dict[str, float], intent: str, needs: tuple[str, ...]) -> None:
    decision = decide(whole, NO_FACTS)
    assert (decision.intent, decision.needs) == (intent, needs)


def test_a_bare_fact_is_no_question_for_steps() -> None:
    assert decide({STEPS: 1.0}, Facts(bare=True)).intent == FACT_ONLY
