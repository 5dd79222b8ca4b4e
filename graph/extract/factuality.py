"""Polarity, modality and speaker of a claim: what stands above its trigger in the sentence.

Walks from the trigger up to the root, one clause at a time. Each step looks at the words that hang on the clause's head
(not, never, could, if ...) and at the word that governs it (refused to, plans to, said that ...), after the method of
FactBank (Saurí and Pustejovsky 2009): the nearest source's view, with the source.
"""

from __future__ import annotations

from graph.extract import clauses, outcomes, purposes, unclaimed
from graph.extract.arguments import Scene
from graph.extract.entries import Lexicon, Operator
from graph.extract.frames import Match
from graph.extract.operators import apply, operator_of
from graph.extract.slots import things
from graph.extract.small_words import DOUBTFUL, EVENT_VERBS, HEDGES, NEGATORS, of_a_part, words_at
from graph.extract.tree import Token, Tree
from graph.extract.triggers import EVENT_TRANSPARENT
from graph.extract.verdict import Factuality
from graph.extract.wordlists import wordlist
from graph.model import Mention

GIVEN = wordlist("given verb")
"""Verbs that speak of what is there already: "discussed the war", "strengthen relations"."""
GOING_ON = wordlist("going on verb")
"""Verbs of what goes on already, whoever means to: "agreed to continue their contacts"."""
ATTEMPTS = wordlist("attempt noun")
"""Nouns of what is under way: "discussed the campaign to free the town"."""
PERFORMED = wordlist("performed verb")
"""Verbs that do what they say: "I would like to thank"."""
TELLING = wordlist("telling verb")
"""Verbs whose own "can" says nothing of what they tell: "we can see that"."""


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
    found.undecided = (
        found.undecided
        or unclaimed.gone_or_figure(scene.tree, match.trigger)
        or unclaimed.handed_on(scene.tree, match)
        or (bool(found.negations) and unclaimed.only_the_date_denied(scene.tree, match))
    )
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
    before = [t for t in scene.tree if t.end <= end.span.start][-4:]
    words = [t.lower for t in before if t.lower not in {"the", "a", "an"}]
    last = words[-1] if words else ""
    if last in HEDGES - {"whether"}:  # "Chile and possibly Bolivia"
        found.weaken("possible", before[-1])
    if last in {"no", "neither", "nor"} or (last == "not" and of_a_part(scene, before[-1])):
        found.negate(before[-1])
    if unclaimed.left_out(words):
        found.undecided = True


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
    made = False
    if not vital:
        words_at(scene, token, found)
    for _ in range(len(tree)):
        head = tree.head(token)
        if head is token or _after_semicolon(tree, token, head):
            return
        if in_scope:
            found.under_way = found.under_way or _goes_on(tree, token, head)
            outcomes.weaken(tree, token, head, found, made=made)
        through_carrier = carried and not _hangs_below(tree, match.carrier, head)
        named = token is match.trigger and match.target_slot[0] == "self"  # "accuses its rival Pakistan"
        skipped = named or (head is match.carrier and carried)
        operator = None if skipped else operator_of(scene, lexicon, token, head)
        apart = _given(match, token, head) or _polite(tree, token, head)
        if _unknown(tree, operator, head):
            return  # who does not know a thing does not say that it is not so
        if operator is not None:
            apply(scene, operator, head, found, in_scope=in_scope and not apart)
        else:
            purposes.weaken(
                tree, token, head, match.frame.relation, found, in_scope=in_scope and not (apart or skipped)
            )
        if _aside(tree, token):
            return
        made = match.frame.pos == "n" and (made or outcomes.brought_about(tree, token, head))
        reaches = operator is not None or through_carrier or made or _in_scope(tree, token, head)
        was_in_scope, in_scope = in_scope, in_scope and reaches and not apart and not _turned(tree, token)
        if in_scope and not _finite_beside(tree, token, head):
            outcomes.foretell(tree, head, found, made=made)
            words_at(scene, head, found, modal=_modal(tree, token, head) and not made)
        elif token.relation == "nsubj":
            _doubt(tree, head, found, in_scope=was_in_scope)
            outcomes.suppose(tree, token, head, found)
        token = head


def _unknown(tree: Tree, operator: Operator | None, head: Token) -> bool:
    factive = operator is not None and operator.factive
    return factive and any(c.lower in NEGATORS for c in tree.children(head, "advmod"))


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


def _doubt(tree: Tree, predicate: Token, found: Factuality, *, in_scope: bool) -> None:
    """Take what a predicate says of an event: "the takeover seems inevitable", "such an alliance is a myth"."""
    if in_scope and predicate.lemma.lower() in outcomes.FALSE:
        words = [c for c in tree.children(predicate, "advmod") if c.lower in NEGATORS]
        found.negate(predicate)
        for word in words:
            found.negate(word)
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
    if (token.relation == "nsubj" and head.lemma in EVENT_VERBS) or outcomes.staged(tree, token, head):
        return True
    return token.relation == "nmod" and head.lemma.lower() in EVENT_TRANSPARENT
