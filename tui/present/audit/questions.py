"""The wizard's questions in words: what is asked, one sentence of help, an example and what may be answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tui.domain.audit import Answer, Question


class Asking(NamedTuple):
    """One question; `hint` is what an empty field says."""

    title: str
    help: str
    example: str
    hint: str = ""


STOP: Mapping[str, Asking] = {
    "name": Asking(
        "What do you call it?",
        "A few words by which everybody here knows it.",
        "Book a complimentary session.",
        "a few words",
    ),
    "starts": Asking(
        "What starts it?",
        "What happens, or which day comes, so that somebody begins.",
        "somebody asks for a session.",
        "what happens first",
    ),
    "runs": Asking(
        "How often does it run?",
        "A count is best, a rough one will do.",
        "5 a week, every day, 22 a month.",
        "a number a month, for example 22",
    ),
    "minutes": Asking(
        "How many minutes does it take each time?",
        "A rough guess: the steps that you write down next will sum up.",
        "80, or 1 h 20.",
        "minutes, for example 80",
    ),
    "who": Asking(
        "Who does it?",
        "Whoever does most of it; each step can say somebody else.",
        "me, a colleague, a tool, outside.",
        "for example me",
    ),
    "words": Asking(
        "By which words in the log do you recognise it?",
        "They show which relationships it hurts. Without any, leave it empty.",
        "slot, booking, questionnaire.",
        "words or phrases with commas between them",
    ),
}
THINK: Mapping[Question, Asking] = {
    "income": Asking(
        "Does it earn income?",
        "What brings money in is worth your own time; the rest may not be.",
        "the session leads to a contract, booking it earns nothing.",
    ),
    "miss": Asking(
        "Who would miss it?",
        "What earns nothing and what nobody would miss need not be done.",
        "a weekly list that nobody has opened since spring.",
    ),
    "alike": Asking(
        "Is it done three or more times the same way?",
        "What repeats can be prepared once and then goes almost by itself.",
        "every booking needs the same mails in the same order.",
    ),
    "told": Asking(
        "Is somebody told again and again how to do it?",
        "If the same explanation is given twice, it wants to be written down once.",
        "each new assistant asks which slots may be offered.",
    ),
    "recall": Asking(
        "Do you try to remember how it was done?",
        "What is only in somebody's head is away when they are.",
        "before each mailing one looks for how the last one was sent.",
    ),
    "gift": Asking(
        "Is it outside your gift?",
        "What somebody else does better and gladly takes you twice as long.",
        "a brochure takes you a day, and somebody who likes it an hour.",
    ),
    "rule": Asking(
        "Could somebody new to it follow written steps without judging?",
        "Then a tool can do it, or anybody who has the steps.",
        "whoever books gets the questionnaire, without exception.",
    ),
}
OPTIONS: Mapping[tuple[Question, Answer], tuple[str, str]] = {
    ("income", "direct"): ("directly", "somebody pays for it"),
    ("income", "indirect"): ("indirectly", "without it less would come in"),
    ("income", "no"): ("no", "nobody pays for it, now or later"),
    ("miss", "nobody"): ("nobody", "it could stop tomorrow"),
    ("miss", "somebody"): ("somebody", "somebody would ask for it"),
    ("miss", "obliged"): ("we are obliged", "a law or a contract wants it"),
    ("alike", "yes"): ("yes", "it goes as it went the last time"),
    ("alike", "no"): ("no", "each time is different"),
    ("told", "yes"): ("yes", "someone asks, someone explains"),
    ("told", "no"): ("no", "everyone just knows, or it is written"),
    ("recall", "yes"): ("yes", "one looks it up, or thinks back"),
    ("recall", "no"): ("no", "it is known by heart, or written"),
    ("gift", "yes"): ("yes", "others do it better, or gladly"),
    ("gift", "no"): ("no", "it is what I do well"),
    ("rule", "yes"): ("yes", "the steps say all that is needed"),
    ("rule", "partly"): ("partly", "most of it, some cases want judging"),
    ("rule", "no"): ("no", "it needs somebody who can judge"),
}
DIFFERS = "it differs"
KEYS: Mapping[Answer, str] = {"yes": "think.yes", "no": "think.no", "differs": "think.differs"}
COUNTED = ("think.first", "think.second", "think.third")


def key_of(question: Question, answer: Answer, place: int) -> str:
    """The action that gives an answer, the one at that place among the options."""
    if answer == "differs" or question not in ("income", "miss", "rule"):
        return KEYS[answer]
    return COUNTED[place]
