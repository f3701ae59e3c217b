"""The sample's everyday letters: exchanges filled with the nouns and the pace of each relationship."""

from __future__ import annotations

from collections import Counter, deque
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sample_clock import after, at_hour, instant, next_weekday
from sample_letters import Letter, Party, Person, dressed

TARGET_HOURS = {"a": 4, "b": 8, "c": 16}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
NUMBERS = ("three", "four", "five", "six", "seven", "eight", "nine", "eleven")


class Exchanges:
    """Writes everyday letters; what was used most waits longest before it is used again."""

    def __init__(self, team: dict[str, Person], phrases: dict[str, Any], seed: int) -> None:
        self.team = team
        self.phrases = phrases
        self.seed = seed
        self.used: Counter[str] = Counter()
        self.bags: dict[str, deque[str]] = {}

    def letters(self, with_: Party) -> list[Letter]:
        """The everyday letters of a party, spread over its span of exchanges.toml."""
        plan = with_.plain.get("exchanges")
        if not plan:
            return []
        rng = Random(f"{self.seed} {with_.name}")
        start, end = instant(plan["from"]), instant(plan["to"])
        step = (end - start) / plan["count"]
        letters: list[Letter] = []
        for turn, exchange in enumerate(self.pick(plan["count"], rng)):
            day = next_weekday(start + step * (turn + rng.random()))
            opened = at_hour(day, rng.uniform(7.5, 16.5)) + timedelta(seconds=rng.randrange(60))
            letters += self.exchange(with_, exchange, opened, rng)
        return letters

    def pick(self, count: int, rng: Random) -> list[dict[str, Any]]:
        """So many exchanges, those used least so far first, so that no sentence wears out."""
        offers = list(self.phrases["exchange"])
        rng.shuffle(offers)
        offers.sort(key=lambda exchange: self.used[exchange["subject"]])
        picked = offers[:count]
        rng.shuffle(picked)
        return picked

    def exchange(self, with_: Party, exchange: dict[str, Any], opened: datetime, rng: Random) -> list[Letter]:
        """One exchange: who opens, who answers, and sometimes a last word."""
        us, them = self.pair(with_, rng)
        slots = self.slots(with_, us, them, opened, rng)
        subject = filled(exchange["subject"], slots)
        ours_next = exchange["kind"] in ("query", "send")
        letters: list[Letter] = []
        at = opened
        for text in self.texts(exchange, rng):
            sender, to = (us, them) if ours_next else (them, us)
            if letters:
                at = after(at, self.pause(with_, at, rng) if ours_next else rng.uniform(0.4, 11))
            letters.append(
                Letter(
                    at=at,
                    sender=sender,
                    to=(to,),
                    cc=self.copied(with_, us, them, ours_next, rng),
                    subject="Re: " + subject if letters else subject,
                    body=dressed(self.padded(filled(text, slots), slots, rng), sender, to, self.phrases, rng),
                    parent=letters[-1] if letters else None,
                    quoting=rng.random() < 0.65,
                )
            )
            ours_next = not ours_next
        return letters

    def texts(self, exchange: dict[str, Any], rng: Random) -> list[str]:
        """The turns of an exchange, the variant alternating from use to use."""
        variant = self.used[exchange["subject"]] % 2
        self.used[exchange["subject"]] += 1
        texts = [exchange[turn][variant] for turn in ("first", "reply") if turn in exchange]
        last_word = {"tell": ("notes", 1.0), "query": ("notes", 0.7), "ask": ("thanks", 0.55), "send": ("", 0.0)}
        bag, chance = last_word[exchange["kind"]]
        return [*texts, self.draw(bag, rng)] if rng.random() < chance else texts

    def draw(self, bag: str, rng: Random) -> str:
        """The next phrase of a bag; each comes once before any comes again."""
        if not self.bags.get(bag):
            phrases = list(self.phrases[bag])
            rng.shuffle(phrases)
            self.bags[bag] = deque(phrases)
        return self.bags[bag].popleft()

    def pair(self, with_: Party, rng: Random) -> tuple[Person, Person]:
        """Mostly the owner and their first contact."""
        owner = self.team[with_.plain["owner"]]
        others = [person for person in self.team.values() if person is not owner]
        us = owner if rng.random() < 0.82 else rng.choice(others)
        first, *rest = with_.writers
        return us, rng.choice(rest) if rest and rng.random() < 0.4 else first

    def copied(self, with_: Party, us: Person, them: Person, by_us: bool, rng: Random) -> tuple[Person, ...]:
        """Now and then a colleague of theirs, or the owner where somebody else writes."""
        rest = [person for person in with_.writers if person is not them]
        owner = self.team[with_.plain["owner"]]
        cc = [rng.choice(rest)] if rest and rng.random() < 0.2 else []
        if not by_us and owner is not us:
            cc.append(owner)
        return tuple(cc)

    def pause(self, with_: Party, at: datetime, rng: Random) -> float:
        """How many working hours we take to answer, by the pace of that time and the tier."""
        pace = [line.split() for line in with_.plain["pace"]]
        low, high = [span for since, span in pace if instant(since) <= at][-1].split("-")
        return rng.uniform(float(low), float(high)) * TARGET_HOURS[with_.plain["tier"]]

    def slots(self, with_: Party, us: Person, them: Person, at: datetime, rng: Random) -> dict[str, str]:
        """The words that fill one exchange."""
        words = with_.plain["words"]
        others = [person.first for person in with_.people.values() if person is not them]
        day = next_weekday(at + timedelta(days=rng.randint(2, 5)))
        return {
            **{slot: rng.choice(words[slot]) for slot in ("doc", "event", "topic", "site", "crew")},
            "n": rng.choice(NUMBERS),
            "day": WEEKDAYS[day.weekday()],
            "them": them.first,
            "us": us.first,
            "other": rng.choice(others) if others else "the bookkeeper",
            "ours": rng.choice([p.first for p in self.team.values() if p is not us]),
        }

    def padded(self, text: str, slots: dict[str, str], rng: Random) -> str:
        """A text with something human before or after it, once in a while."""
        chance = rng.random()
        if chance < 0.12:
            return filled(self.draw("openings", rng), slots) + "\n\n" + text
        if chance < 0.24:
            return text + " " + filled(self.draw("tails", rng), slots)
        return text


def filled(text: str, slots: dict[str, str]) -> str:
    """A text with its slots filled, its sentences beginning with capitals."""
    plain = text.format(**slots)
    starts = {0, *(i + 2 for i in range(len(plain)) if plain[i : i + 2] in (". ", "? "))}
    return "".join(letter.upper() if i in starts else letter for i, letter in enumerate(plain))
