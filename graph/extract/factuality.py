"""Polarity, modality and speaker of a claim: what stands above its trigger in the sentence.

Walks from the trigger up to the root, one clause at a time. Each step looks at the words that hang on the clause's head
(not, never, could, if ...) and at the word that governs it (refused to, plans to, said that ...), after the method of
FactBank (Saurí and Pustejovsky 2009): the nearest source's view, with the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.extract import clauses
from graph.extract.arguments import Scene, actors
from graph.extract.entries import Lexicon, Operator
from graph.extract.frames import Match
from graph.extract.slots import things
from graph.extract.tree import Token, Tree
from graph.extract.triggers import EVENT_TRANSPARENT
from graph.extract.wordlists import wordlist
from graph.model import Attribution, Mention, Modality, Polarity, Span

NEGATORS = wordlist("negator")
CONDITIONS = wordlist("condition")
HEDGES = wordlist("hedge")
NEAR_MISS = wordlist("near miss")
"""Adverbs of what did not quite happen: "almost attacked"."""
DOUBTFUL = wordlist("doubtful adjective")
"""Adjectives that make an event possible only: "an inevitable takeover", "alleged support"."""
INTENDED = wordlist("intended adjective")
GIVEN = wordlist("given verb")
"""Verbs that speak of what is there already: "discussed the war", "strengthen relations"."""
GOING_ON = frozenset({"continue", "maintain", "keep", "sustain", "preserve", "prolong"})
"""Verbs of what goes on already, whoever means to: "agreed to continue their contacts"."""
ATTEMPTS = frozenset(
    {"campaign", "effort", "fight", "battle", "struggle", "drive", "mission", "offensive", "operation"}
)
"""Nouns of what is under way: "discussed the campaign to free the town"."""
PERFORMED = wordlist("performed verb")
"""Verbs that do what they say: "I would like to thank"."""
TELLING = wordlist("telling verb")
"""Verbs whose own "can" says nothing of what they tell: "we can see that"."""
UNTIL = frozenset({"until", "till", "after", "once", "before"})
"""Words before what has not come yet, where the verb is in the present."""
_DEEDS = ("ing", "tion", "sion", "ity", "ness", "ance", "ence")
"""Endings of nouns for deeds and states."""
WISHES = frozenset({"want", "need", "seek", "desire", "wish", "hope"})
EVENT_VERBS = wordlist("event verb")
"""Verbs that say of an event that it is there: "talks will begin"."""
STRENGTH: dict[Modality, int] = {"actual": 0, "desired": 1, "planned": 1, "possible": 2, "conditional": 3}
AUXILIARY: dict[str, Modality] = {
    "can": "possible",
    "could": "possible",
    "may": "possible",
    "might": "possible",
    "would": "planned",
    "will": "planned",
    "shall": "planned",
    "should": "desired",
    "must": "desired",
    "ought": "desired",
}


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

    def speak(self, mention: Mention, stance: str, cue: Token) -> None:
        """Add a speaker outside those found before, unless it is the last one again."""
        if not self.unnamed and (not self.speakers or self.speakers[-1].speaker != mention.actor):
            self.speakers.append(Attribution(mention.actor, stance, cue.span, mention.via))


def judge(scene: Scene, lexicon: Lexicon, match: Match) -> Factuality:
    """Return polarity, modality and speakers of a matched frame."""
    found = Factuality()
    if "neg" in match.frame.flags:
        found.negate(match.trigger)
    found.weaken(match.frame.modality, match.trigger)
    if match.light is not None:
        if match.light.negates:
            found.negate(match.carrier)
        found.weaken(match.light.modality, match.carrier)
    _held_by_an_end(match, found)
    if match.frame.pos in {"c", "p"}:
        return found
    if none := _of_nothing(scene, match):
        found.negate(none)
    if scene.tree.tokens[-1].text == "?" and scene.tree.tokens[0].upos == "AUX":  # "Is Iran arming the Taliban?"
        found.weaken("possible", scene.tree.tokens[-1])
    for end in (match.source.mention, match.target.mention):
        _denied_of(scene, end, found)
    _climb(scene, lexicon, match, found)
    if found.negations and (but := _set_against(scene, match.target.mention)):
        found.negate(but)
    return found


def _held_by_an_end(match: Match, found: Factuality) -> None:
    """Take an end as the one who says so: who considers somebody a threat, who claims an attack."""
    if "viewed" in match.frame.flags:
        found.speak(match.target.mention, "believes", match.trigger)
    if "owned" in match.frame.flags:
        found.speak(match.source.mention, "says", match.trigger)


def _of_nothing(scene: Scene, match: Match) -> Token | None:
    """Return the negation of the thing that a verb does something with: "gave no weapons"."""
    if match.frame.pos != "v" or not match.frame.objects:
        return None
    nouns = [n for n in things(scene, match.frame, match.trigger) if n.lemma.lower() in match.frame.objects]
    return next((c for n in nouns for c in scene.tree.children(n, "det") if c.lower in NEGATORS), None)


def _set_against(scene: Scene, end: Mention) -> Token | None:
    """Return the "but" before an end of which the negation before it does not hold: "not Russia but Belarus"."""
    before = [t for t in scene.tree if t.end <= end.span.start][-3:]
    words = [t for t in before if t.lower not in {"the", "a", "an", "rather", "instead"}]
    return words[-1] if words and words[-1].lower == "but" else None


def _denied_of(scene: Scene, end: Mention, found: Factuality) -> None:
    """Take a negation or a doubt that stands before one end: "no Russian troops", "but not Tunisia", "perhaps Iran"."""
    before = [t for t in scene.tree if t.end <= end.span.start][-2:]
    words = [t.lower for t in before if t.lower not in {"the", "a", "an"}]
    last = words[-1] if words else ""
    if last in HEDGES - {"whether"}:  # "Chile and possibly Bolivia"
        found.weaken("possible", before[-1])
    if last in {"no", "neither", "nor"} or (last == "not" and _of_a_part(scene, before[-1])):
        found.negate(before[-1])


def _climb(scene: Scene, lexicon: Lexicon, match: Match, found: Factuality) -> None:
    """Walk from the trigger to the root.

    Polarity and modality reach down through complements only: who does not condemn an attack does not say that there
    was none. Speakers reach down to everything below them.
    """
    tree = scene.tree
    token = match.trigger
    vital = "vital" in match.frame.flags  # whom one cannot do without, one depends on
    in_scope = not vital and match.target_slot[0] != "self"  # "its rival Pakistan" is that whatever is said of it
    carried = match.carrier is not token
    if not vital:
        _words_at(scene, token, found)
    for _ in range(len(tree)):
        head = tree.head(token)
        if head is token or _after_semicolon(tree, token, head):
            return
        if in_scope and _goes_on(tree, token, head):
            found.under_way = True
        through_carrier = carried and not _hangs_below(tree, match.carrier, head)
        named = token is match.trigger and match.target_slot[0] == "self"  # "accuses its rival Pakistan"
        skipped = named or (head is match.carrier and carried)
        operator = None if skipped else _operator(scene, lexicon, token, head)
        apart = _given(match, token, head) or _polite(tree, token, head)
        if (
            operator is not None
            and operator.factive
            and any(c.lower in NEGATORS for c in tree.children(head, "advmod"))
        ):
            return  # who does not know a thing does not say that it is not so
        if operator is not None:
            _apply(scene, operator, head, found, in_scope=in_scope and not apart)
        if _aside(tree, token):
            return
        reaches = operator is not None or through_carrier or _in_scope(tree, token, head)
        in_scope = in_scope and reaches and not apart and not _turned(tree, token)
        if in_scope and not _finite_beside(tree, token, head):
            _words_at(scene, head, found, modal=_modal(tree, token, head))
        elif token.relation == "nsubj":
            _doubt(tree, head, found)
        token = head


def _finite_beside(tree: Tree, token: Token, head: Token) -> bool:
    """Return whether a joined verb is finite and shares no auxiliary: "is not left alone and receives support"."""
    return token.dep == "conj" and token.xpos in {"VBZ", "VBD", "VBP"} and bool(tree.children(head, "aux"))


def _modal(tree: Tree, token: Token, head: Token) -> bool:
    """Return whether what can or will be done above a clause weakens it: not in "we can see that"."""
    return not ((token.relation == "ccomp" and head.lemma in TELLING) or _is_purpose(tree, token, head))


def _given(match: Match, token: Token, head: Token) -> bool:
    """Return whether a verb only speaks of a thing that is there already: "discussed Russia's war against Ukraine"."""
    if head.lemma == "fear" and match.frame.relation == "threatTo":
        return True  # what is feared is a threat
    owned = match.source_slot[0] in {"poss", "mod", "between", "by"}
    return token is match.trigger and match.frame.pos == "n" and owned and head.lemma in GIVEN


def _goes_on(tree: Tree, token: Token, head: Token) -> bool:
    """Return whether what a verb is about goes on: "will continue its attacks", "the campaign to free Mosul"."""
    if head.lemma in GOING_ON:
        return token.relation in {"obj", "xcomp"}
    definite = any(c.lower in {"the", "this"} for c in tree.children(head, "det")) or tree.children(head, "nmod:poss")
    about = head.lemma.lower() in ATTEMPTS and head.relation in {"obj", "obl"} and tree.head(head).lemma in GIVEN
    return token.relation == "acl" and bool(definite) and about


def _polite(tree: Tree, token: Token, head: Token) -> bool:
    """Return whether a wish is only polite: "I would like to thank"."""
    would = any(c.lower in {"would", "'d"} for c in tree.children(head, "aux"))
    return head.lemma in {"like", "want", "wish"} and token.lemma in PERFORMED and (would or head.lemma != "like")


def _turned(tree: Tree, token: Token) -> bool:
    """Return whether a clause stands against the one before it: "not to think, but to know"."""
    return token.dep == "conj" and any(c.lower == "but" for c in tree.children(token, "cc"))


def _after_semicolon(tree: Tree, token: Token, head: Token) -> bool:
    """Return whether a semicolon parts a clause from what governs it: "A was signed; B said that"."""
    low, high = sorted((token.i, head.i))
    clause = head.i > token.i or token.relation in {"parataxis", "conj", "ccomp", "advcl", "acl", "dep"}
    return clause and token.upos in {"VERB", "AUX", "ADJ", "NOUN"} and any(t.text == ";" for t in tree.tokens[low:high])


def _doubt(tree: Tree, predicate: Token, found: Factuality) -> None:
    """Take what a predicate says of an event: "the takeover seems inevitable"."""
    for word in (predicate, *tree.children(predicate, "xcomp")):
        if word.lemma.lower() in DOUBTFUL:
            found.weaken("possible", word)


def _hangs_below(tree: Tree, carrier: Token, head: Token) -> bool:
    """Return whether a head lies above the carrier, so that the way up has passed it."""
    return any(a is head for a in tree.ancestors(carrier))


def _aside(tree: Tree, token: Token) -> bool:
    """Return whether a clause is an aside of the article's own: a relative clause set off by a comma."""
    if token.dep != "acl:relcl":
        return False
    first = tree.subtree(token)[0].i
    return any(t.text == "," for t in tree.tokens[max(0, first - 1) : first + 1])


def _is_purpose(tree: Tree, token: Token, head: Token) -> bool:
    """Return whether a clause tells what something is done for: "sent soldiers to fight"."""
    marked = token.relation == "advcl" and any(c.xpos == "TO" for c in tree.children(token, "mark"))
    return marked and token.i > head.i and not clauses.set_apart(tree, token, head)


def _in_scope(tree: Tree, token: Token, head: Token) -> bool:
    """Return whether what is said of the head holds of the token too."""
    if token.relation == "obl" and head.lemma == "responsible":
        return True
    if token.relation == "advcl" and any(c.lower == "by" for c in tree.children(token, "mark", "case")):
        return True  # "could help by stopping deliveries"
    if _is_purpose(tree, token, head):
        return True  # "does not ask them to send soldiers to fight"
    if token.dep == "acl:relcl" or token.relation in {"advcl", "parataxis", "appos", "acl"}:
        return False
    if token.relation == "conj" and token.upos in {"VERB", "AUX"} and tree.children(token, "nsubj"):
        return False
    if token.relation in {"xcomp", "ccomp", "csubj", "conj", "flat", "compound", "fixed", "root", "aux", "cop"}:
        return True
    if token.relation == "nsubj" and head.lemma in EVENT_VERBS:
        return True
    return token.relation == "nmod" and head.lemma.lower() in EVENT_TRANSPARENT


def _words_at(scene: Scene, token: Token, found: Factuality, *, modal: bool = True) -> None:
    """Take the small words that hang on a clause's or noun's head; of what tells of it not what it can do."""
    tree = scene.tree
    predicate = token.upos in {"VERB", "AUX", "ADJ"} or bool(tree.children(token, "cop"))
    for child in _own_or_shared(scene, token):
        label, word = child.relation, child.lower
        if word in NEGATORS and label in {"advmod", "det", "case", "mark", "cc", "aux"}:
            if not _more_than(tree, child) and not _of_a_part(scene, child):
                found.negate(child)
        elif word == "longer" and any(c.lower in {"no", "any"} for c in tree.children(child)):
            found.negate(child)
        elif label != "aux" or (predicate and modal):
            _weakened_by(child, token, found)
    if _not_yet(tree, token):
        found.negate(token)
    if token.upos == "NOUN":  # "the talks, which will take place on Monday"
        held = [c for c in tree.children(token, "acl") if c.dep == "acl:relcl" and c.lemma in EVENT_VERBS]
        for child in (a for c in held for a in tree.children(c, "aux") if a.lemma in AUXILIARY):
            found.weaken(AUXILIARY[child.lemma], child)
    if predicate and _depends_on_condition(scene, token):
        found.weaken("conditional", token)
    _cleft(scene, token, found)


def _weakened_by(word: Token, head: Token, found: Factuality) -> None:
    """Take what an auxiliary, a conjunction, an adverb or an adjective says of how sure its head is."""
    label, form, lemma = word.relation, word.lower, word.lemma.lower()
    if label == "aux" and (form in AUXILIARY or word.lemma in AUXILIARY):
        found.weaken(AUXILIARY[form if form in AUXILIARY else word.lemma], word)
    elif label in {"mark", "advmod", "case"} and form in UNTIL and word.i < head.i and head.xpos in {"VBZ", "VBP"}:
        found.weaken("conditional", word)  # "until Russia stops the war"
    elif label in {"mark", "advmod"} and form in CONDITIONS and word.i < head.i:
        found.weaken("conditional", word)
    elif _in_doubt(word, head):
        found.weaken("possible", word)
    elif label == "amod":
        found.weaken("possible" if {lemma, form} & DOUBTFUL else "planned" if lemma in INTENDED else "actual", word)


def _in_doubt(word: Token, head: Token) -> bool:
    """Return whether a word says that a thing is not certain, or did not quite happen: "perhaps", "almost attacked"."""
    near = word.lower in NEAR_MISS and word.i == head.i - 1 and head.upos == "VERB"
    hedged = word.relation in {"mark", "cc", "advmod"} and word.lower in HEDGES
    return hedged or (near and word.relation == "advmod")


def _not_yet(tree: Tree, token: Token) -> bool:
    """Return whether a verb is still to come: "has yet to name an ambassador"."""
    if not any(c.lower == "to" for c in tree.children(token, "mark")):
        return False
    head = tree.head(token)
    governed = head.lemma == "have" and token.relation == "xcomp"
    own = any(c.lemma == "have" for c in tree.children(token, "aux"))
    beside = (*tree.children(token), *(tree.children(head) if governed else ()))
    return (governed or own) and any(c.lower == "yet" for c in beside)


def _of_a_part(scene: Scene, negator: Token) -> bool:
    """Return whether a negation is of one noun phrase only: "Algeria but not Tunisia", "Hamas, not Fatah"."""
    tree = scene.tree
    before = tree[negator.i - 1].lower if negator.i else ""
    after = tree[negator.i + 1] if negator.i + 1 < len(tree) else None
    if after is not None and after.upos == "DET":
        after = tree[after.i + 1] if after.i + 1 < len(tree) else None
    return before in {"but", ","} and after is not None and bool(scene.over(after))


def _more_than(tree: Tree, negator: Token) -> bool:
    """Return whether a negation only says that there is more: "not just the war"."""
    after = tree[negator.i + 1] if negator.i + 1 < len(tree) else None
    return after is not None and after.lower in {"just", "only", "merely", "simply", "solely"}


def _cleft(scene: Scene, token: Token, found: Factuality) -> None:
    """Take the wish of a pseudo-cleft: "What Tehran wants is to receive ..."."""
    for subject in scene.tree.children(token, "nsubj", "csubj"):
        wishes = scene.tree.children(subject, "acl") if subject.lower == "what" else ()
        for verb in (*wishes, subject):
            if verb.lemma in WISHES and (subject.lower == "what" or verb.relation == "csubj"):
                found.weaken("desired", verb)


def _own_or_shared(scene: Scene, token: Token) -> Iterator[Token]:
    """Yield a head's dependents, and for a coordinated verb without its own the auxiliaries of the first one."""
    tree = scene.tree
    yield from tree.children(token)
    if token.dep == "conj" and not tree.children(token, "aux", "nsubj", "mark"):
        first = tree.head(token)
        joined_by = {c.lower for c in tree.children(token, "cc")}
        if first.upos in {"VERB", "AUX"} and token.upos in {"VERB", "AUX"} and "but" not in joined_by:
            for child in tree.children(first, "aux", "advmod", "mark"):
                if child.i < first.i and (child.lower not in NEGATORS or joined_by & {"or", "nor"}):
                    yield child


def _depends_on_condition(scene: Scene, token: Token) -> bool:
    for clause in scene.tree.children(token, "advcl"):
        if any(m.lower in {"if", "unless"} for m in scene.tree.children(clause, "mark")):
            return any(a.lemma in {"will", "can", "may"} for a in scene.tree.children(token, "aux"))
    if any(a.lower in {"can", "could", "would", "ca"} for a in scene.tree.children(token, "aux")):
        return bool(clauses.complements(scene.tree, token, "without"))
    return False


def _operator(scene: Scene, lexicon: Lexicon, token: Token, governor: Token) -> Operator | None:
    """Return how a word changes what it governs: refused to, plans for, said that, accused of."""
    links = _links(scene, token)
    if governor.lemma in {"allow", "let", "permit"} and any(
        o.lower in {"me", "us"} for o in scene.tree.children(governor, "obj", "iobj")
    ):
        return None  # "allow me to thank"
    words = dict.fromkeys((governor.lemma.lower(), governor.lower))  # "was convinced that"
    for operator in (o for word in words for o in lexicon.operators_by_word.get(word, ())):
        if _fits(scene, operator, governor, token, links):
            return operator
    return None


def _apply(scene: Scene, operator: Operator, governor: Token, found: Factuality, *, in_scope: bool) -> None:
    if in_scope:
        if operator.averts:
            found.averted = governor
        elif operator.negates:
            found.negate(governor)
        if not (governor.lemma == "able" and _done(scene.tree, governor)):
            found.weaken(operator.modality, governor)
    if operator.stance and not _still_unsaid(scene.tree, governor):
        speakers = _speakers(scene, governor, surface=operator.pos == "a")
        for mention in speakers[:1]:
            found.speak(mention, operator.stance, governor)
        if len(speakers) > 1 and len(found.speakers) == 1:
            found.beside = tuple(m for m in speakers[1:] if m.actor != speakers[0].actor)
        if not speakers and not found.speakers and _said_by_others(scene.tree, governor):
            found.unnamed = True


def _still_unsaid(tree: Tree, governor: Token) -> bool:
    """Return whether a thing is only asked to be said, so that it is nobody's view yet: "Iran must admit that"."""
    if governor.upos != "VERB":
        return False
    asked = any(c.lower in {"must", "should", "ought"} for c in tree.children(governor, "aux"))
    above = tree.head(governor)
    return asked or (governor.relation == "xcomp" and above.lemma in {"have", "need"} and above.upos == "VERB")


def _done(tree: Tree, able: Token) -> bool:
    """Return whether being able means having done: "was able to seize", "have not been able to agree"."""
    past = {"was", "were", "been"} & {c.lower for c in tree.children(able, "cop")}
    return bool(past) or any(c.lower in NEGATORS for c in tree.children(able, "advmod"))


def _said_by_others(tree: Tree, governor: Token) -> bool:
    """Return whether the media, a report or people say so: the subject is a noun that is no actor."""
    subjects = clauses.subjects(tree, governor) if governor.upos == "VERB" else []
    return any(f.token.upos in {"NOUN", "PROPN"} for f in subjects)


def _links(scene: Scene, token: Token) -> set[str]:
    """Return the ways in which a token hangs on its head: comp, obj, or prepositions."""
    if clauses.set_apart(scene.tree, token, scene.tree.head(token)):
        return set()  # "condemned Israel, closing its embassy"
    case = clauses.preposition(scene.tree, token)
    links = {case, case.partition(" ")[0]} - {""}
    if token.relation in {"xcomp", "ccomp", "csubj"}:
        links.add("comp")
    if token.relation in {"acl", "advcl"} and token.upos in {"VERB", "AUX", "ADJ"} and token.dep != "acl:relcl":
        marks = scene.tree.children(token, "mark")
        particle = any(m.xpos == "RP" for m in marks)  # "ruled out arming"
        if not case or particle or {m.lower for m in marks} & {"to", "that"}:
            links.add("comp")
    if token.dep in {"obj", "nsubj:pass"}:
        links.add("obj")
    return links


_POS = {"v": frozenset({"VERB", "AUX"}), "n": frozenset({"NOUN", "PROPN"}), "a": frozenset({"ADJ", "ADV", "VERB"})}


def _fits(scene: Scene, operator: Operator, governor: Token, token: Token, links: set[str]) -> bool:
    if governor.upos not in _POS[operator.pos] or not operator.complement & links:
        return False
    if operator.particle is None:
        return True
    beside = scene.tree.children(governor, "advmod", "compound", "obl", "xcomp")
    return any(c.lower == operator.particle for c in (*beside, *scene.tree.children(token, "mark", "case")))


def _speakers(scene: Scene, governor: Token, *, surface: bool = False) -> list[Mention]:
    """Return who holds the view: subject of the verb, owner of the noun."""
    tree = scene.tree
    if governor.upos == "NOUN" and not tree.children(governor, "nsubj"):
        heads = [*tree.children(governor, "nmod:poss"), *clauses.complements(tree, governor, "by")]
        verb = tree.head(governor)
        if not heads and governor.relation == "obj" and verb.upos == "VERB":  # "advanced the claim that"
            heads = [f.token for f in clauses.subjects(tree, verb)]
    else:
        subjects = clauses.surface_subjects if surface else clauses.subjects  # "Italy was convinced that"
        heads = [f.token for f in subjects(tree, governor)]
    return [a.mention for h in heads if not _abstract(scene, h) for a in actors(scene, h)]


def _abstract(scene: Scene, noun: Token) -> bool:
    """Return whether a noun is a deed or state, which says nothing for whose it is: "Russia's hijacking suggests"."""
    lemma = noun.lemma.lower()
    return (
        noun.upos == "NOUN" and not scene.mentions(noun) and lemma not in clauses.DOCUMENTS and lemma.endswith(_DEEDS)
    )
