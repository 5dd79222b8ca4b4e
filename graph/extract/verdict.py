"""What is said of a claim above its trigger: polarity, modality and who says so."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.extract.tree import Token
from graph.model import HEARSAY, Attribution, Mention, Modality, Polarity, Span

STRENGTH: dict[Modality, int] = {"actual": 0, "desired": 1, "planned": 1, "possible": 2, "conditional": 3}


@dataclass
class Factuality:
    """What was found on the way up."""

    negations: int = 0
    modality: Modality = "actual"
    speakers: list[Attribution] = field(default_factory=list)
    """Innermost first."""
    cues: list[tuple[str, Span]] = field(default_factory=list)
    averted: Token | None = None
    """The word that says it was prevented."""
    beside: tuple[Mention, ...] = ()
    """Who else says so in the same breath: Iran of "Ukraine and Iran accused"."""
    under_way: bool = False
    """Whether it goes on already, so that what is meant or could be done about it leaves it actual."""
    undecided: bool = False
    """Whether the words leave open whether it is so, or tell of something else, so that there is no claim."""
    unnamed: bool = False
    """Whether somebody who is no actor says so: who reports that speaks for nobody's view of it."""

    @property
    def polarity(self) -> Polarity:
        """Return negated for an odd number of negations.

        What was prevented did not happen; what could be prevented may still happen, and is only possible.
        """
        if self.averted is not None and self.modality == "actual":
            return "affirmed" if self.negations % 2 else "negated"
        return "negated" if self.negations % 2 and self.averted is None else "affirmed"

    @property
    def attribution(self) -> Attribution | None:
        """Return the innermost speaker with those who report it as its sources."""
        chain: Attribution | None = None
        for speaker in reversed(self.speakers):
            chain = Attribution(speaker.speaker, speaker.stance, speaker.cue, speaker.via, chain)
        return chain

    def negate(self, token: Token) -> None:
        """Count a negation."""
        self.negations += 1
        self.cues.append(("polarity", token.span))

    def weaken(self, modality: Modality, token: Token) -> None:
        """Take a modality that is farther from actual than what was found before."""
        if not self.under_way and STRENGTH[modality] > STRENGTH[self.modality]:
            self.modality = modality
            self.cues.append(("modality", token.span))

    def hear(self, words: Span) -> None:
        """Take the words that put it down to somebody who is no actor: "analysts say"; the innermost ones count."""
        self.unnamed = True
        if not self.speakers and all(what != HEARSAY for what, _ in self.cues):
            self.cues.append((HEARSAY, words))

    def speak(self, mention: Mention, stance: str, cue: Token) -> None:
        """Add a speaker outside those found before, unless it is the last one again."""
        if not self.unnamed and (not self.speakers or self.speakers[-1].speaker != mention.actor):
            self.speakers.append(Attribution(mention.actor, stance, cue.span, mention.via))
