"""When the event that a claim tells of held: the time expression of its own clause, as a date.

`valid_time` looks for the time expressions of the sentence (`time_words`), takes those that hang on the claim's trigger
or on the verb that carries it, and reckons them from the article's date (`time_values`). It follows the ideas of TIMEX3
and TLINK in TimeML (Pustejovsky et al. 2003): an expression is a point, written out or relative to the day of writing,
and it is the event's only where grammar links the two. So it does not count

- in another clause: of "Russia said on Tuesday that Ukraine shelled Donetsk in May" each verb has its own time;
- in a relative clause or a quotation that the trigger is no part of, unless the clause says of the trigger that it took
  place: "the talks, which were held on Monday";
- before a noun that is not the trigger: "condemned the 2003 invasion" dates the invasion, not the condemnation;
- where two expressions of one clause contradict each other.

Every answer is as precise as what is written: a day, a month or a year. Where neither the sentence nor the article's
date says enough there is none; an article's date alone is never taken for the event's.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract import clauses, roles
from graph.extract.arguments import TOWNS
from graph.extract.calendar_words import PARTS, Expression
from graph.extract.tenses import PROSPECT, SAME_TIME, noun_tense, tense
from graph.extract.time_values import Tense, resolve
from graph.extract.time_words import expressions, modified, top
from graph.extract.tree import Token, Tree
from graph.extract.wordlists import wordlist

EVENT_TRANSPARENT = wordlist("event transparent")
"""Nouns through which an event noun is dated: "a series of attacks in May"."""
HAPPENING = frozenset(
    {"begin", "break", "carry", "conclude", "conduct", "establish", "erupt", "happen", "hold", "launch", "occur"}
    | {"open", "sign", "stage", "start", "take"}
)
"""Verbs whose subject is an event that they date: "the talks took place on Monday"."""
MAKING = HAPPENING | {"deploy", "give", "have", "host", "impose", "issue", "make", "mount", "pay", "reach", "send"}
"""Verbs whose object is there only through them, so that what dates it dates them: "imposed sanctions in 2014"."""
HANGING = frozenset({"obl", "advmod", "nmod", "nummod", "compound", "flat", "appos", "dep", "amod", "parataxis"})
PASSED = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "appos", "conj", "flat", "compound", "advmod", "amod"})
BODIES = TOWNS.union(*map(roles.words, ("organ", "office", "people", "fighter", "outsider", "group"))) | (
    {"base", "border", "building", "camp", "checkpoint", "convoy", "depot", "house", "mosque", "outpost", "position"}
    | {"positions", "post", "refinery", "school", "ship", "station", "tanker", "target", "targets", "vessel"}
)
"""Nouns for people, places and things, which have no time of their own: "a truce with the rebels in 2015"."""
EVENTS = frozenset(
    {"agreement", "assault", "attack", "bombing", "conference", "coup", "cup", "deal", "decision", "election", "forum"}
    | {"games", "invasion", "killing", "massacre", "meeting", "operation", "raid", "referendum", "revolution", "ruling"}
    | {"session", "shelling", "strike", "summit", "talk", "treaty", "uprising", "visit", "vote", "war"}
)
"""Nouns that what stands behind them may date, even in a name: "the NATO summit in Madrid in 2022"."""
ATTITUDES = frozenset(
    {"accuse", "back", "blame", "celebrate", "commemorate", "condemn", "congratulate", "criticise", "criticize"}
    | {
        "defend",
        "denounce",
        "deplore",
        "discuss",
        "fear",
        "hail",
        "invite",
        "mourn",
        "oppose",
        "praise",
        "protest",
        "recall",
    }
    | {"reject", "support", "thank", "welcome"}
)
"""Verbs about an event that was or will be at another time."""
AMID = frozenset({"in", "during", "at", "on"})
QUOTES = frozenset({'"', "``", "''"})
NOMINAL = frozenset({"NOUN", "PROPN"})


def valid_time(tree: Tree, trigger: Token, carrier: Token, date: str | None) -> str | None:
    """Return when the event of a trigger held, ``2021``, ``2021-07`` or ``2021-07-08``; None if that is not said.

    Args:
        tree: The sentence.
        trigger: The word that tells of the event.
        carrier: The verb that carries a noun trigger, else the trigger itself.
        date: The article's date in ISO 8601, maybe partial.
    """
    found = expressions(tree)
    if not found:
        return None
    for sites in _sites(tree, trigger, carrier):
        values: set[str] = set()
        for expression in found:
            site = next((s for s in sites if _hangs(tree, expression, s)), None)
            if site is not None and not _left_behind(tree, expression, site, carrier):
                value = _value(tree, expression, site, _tense(tree, site, trigger, carrier), date)
                values.update({value} if value is not None else ())
        longest = max(values, key=lambda v: (len(v), v), default=None)
        if longest is not None:
            return longest if all(longest.startswith(v) for v in values) else None
    return None


def _sites(tree: Tree, trigger: Token, carrier: Token) -> Iterator[tuple[Token, ...]]:
    """Yield the words that an expression may hang on, those nearest to the event first."""
    own = [trigger]
    while len(own) < len(tree) and own[-1].relation == "nmod" and tree.head(own[-1]).lemma.lower() in EVENT_TRANSPARENT:
        own.append(tree.head(own[-1]))
    yield tuple(own)
    if carrier is trigger and trigger.upos in NOMINAL:
        yield tuple(verb for noun in own for verb in _happening(tree, noun))
        return
    above = [carrier]
    while _at_once(tree, above[-1]) and len(above) < len(tree):
        above.append(tree.head(above[-1]))
    yield tuple(above)
    first = tree.head(carrier)
    alike = first.upos == carrier.upos == "VERB" and (first.xpos == "VBG") == (carrier.xpos == "VBG")
    if carrier.dep == "conj" and alike and not tree.children(carrier, "nsubj"):
        yield (first,)


def _left_behind(tree: Tree, expression: Expression, site: Token, carrier: Token) -> bool:
    """Return whether an expression stands too late to be shared by the next verb: "met on Monday and signed"."""
    return carrier.dep == "conj" and site is tree.head(carrier) and site is not carrier and expression.start > site.i


def _at_once(tree: Tree, verb: Token) -> bool:
    """Return whether a verb happens when the verb above it does: "continued shelling"."""
    gerund = verb.xpos == "VBG" and verb.relation == "obj"
    return tree.head(verb).lemma in SAME_TIME and (gerund or verb.relation == "xcomp")


def _happening(tree: Tree, noun: Token) -> Iterator[Token]:
    """Yield the verbs that say of an event noun that it takes place: "was held", "held in", "which took place"."""
    verbs = [tree.head(noun)] if noun.relation == "nsubj" else []
    for token in tree.subtree(noun):  # "talks with Iran, which were held", hung on Iran
        for verb in tree.children(token, "acl"):
            own = verb.dep == "acl" or any(c.lower in clauses.RELATIVE for c in tree.children(verb, "nsubj"))
            if own and (token is noun or (_is_body(token) and verb.lemma in {"hold", "take"})):
                verbs.append(verb)
    for verb in verbs:
        things = {c.lower for c in tree.children(verb, "obj")}
        if verb.lemma in HAPPENING and things <= {"place"} and (verb.lemma != "take" or things):
            yield verb


def _tense(tree: Tree, site: Token, trigger: Token, carrier: Token) -> Tense | None:
    if site.upos in NOMINAL and not tree.children(site, "cop"):
        return tense(tree, carrier) if carrier is not trigger else noun_tense(tree, site)
    return tense(tree, site)


def _value(tree: Tree, expression: Expression, site: Token, when: Tense | None, date: str | None) -> str | None:
    """Return the date of an expression unless the clause's tense denies it."""
    value = resolve(expression, date, when)
    if value is None:
        return None
    if when == "past" and date is not None and len(date) >= len(value) and value > date[: len(value)]:
        return None
    if expression.unit is None:
        return value
    prospect = site.xpos == "VB" and tree.head(site).lemma.lower() in PROSPECT
    back = expression.steps < 0 and (prospect or when == "future")
    return None if back or (prospect and expression.unit == "day" and expression.steps == 0) else value


def _hangs(tree: Tree, expression: Expression, site: Token) -> bool:
    """Return whether an expression hangs on a word, directly or by way of what the parse put between."""
    noun = modified(tree, expression)
    if noun is not None:
        return noun is site
    token = top(tree, expression)
    if _cleft(tree, token, site):
        return True
    bare = expression.daily and token.relation == "obj" and not tree.children(token, "case")  # "demanded Friday that"
    if (token.relation not in HANGING and not bare) or _parted(tree, expression, site):
        return False
    if site.lemma in ATTITUDES and _of_another(tree, expression, site):
        return False
    if expression.daily and _leads_in(tree, expression, token, site):
        return True
    for place in tree.ancestors(token):
        if place is site:
            return site.upos in NOMINAL or not _of(tree, token)
        if not _passes(tree, place, site, narrow=_of(tree, token)):
            return False
        token = place
    return False


def _of_another(tree: Tree, expression: Expression, verb: Token) -> bool:
    """Return whether an expression may as well date an event that its verb is about: "condemned the raid on Monday"."""
    last = next((t for t in reversed(tree.tokens[: expression.start]) if t.lower not in PARTS), verb)
    plain = expression.weekday is not None and tree[expression.start - 1].lower in {"late", "early"}
    if last.i <= verb.i or plain:
        return False
    about = (last, *tree.ancestors(last))
    return any(t.lemma.lower() in EVENTS for t in about[: about.index(verb) if verb in about else 0])


def _cleft(tree: Tree, token: Token, site: Token) -> bool:
    """Return whether a predicate dates a word: "it was in 2014 that Russia annexed", "the talks were on Monday"."""
    if not tree.children(token, "cop") or tree.head(site) is not token:
        return False
    return site.relation in {"advcl", "acl", "csubj", "ccomp", "nsubj"}


def _leads_in(tree: Tree, expression: Expression, token: Token, site: Token) -> bool:
    """Return whether a day stands between a verb and its subject, hung on the subject: "Rebels on Monday attacked"."""
    between = tree.tokens[expression.end : site.i]
    joined = expression.end <= site.i and all(t.head == site.i and t.relation in {"aux", "advmod"} for t in between)
    return joined and any(a.relation == "nsubj" and tree.head(a) is site for a in tree.ancestors(token))


def _is_body(token: Token) -> bool:
    return token.lower in BODIES or (token.upos in {"PROPN", "PRON"} and token.lemma.lower() not in EVENTS)


def _of(tree: Tree, token: Token) -> bool:
    return any(c.lower == "of" for c in tree.children(token, "case"))


def _passes(tree: Tree, token: Token, site: Token, *, narrow: bool) -> bool:
    """Return whether what hangs on a word may be its head's: parts of time, names, what the verb brings about."""
    if token.lower in PARTS or token.relation in {"aux", "cop"}:
        return True
    if narrow:
        return False
    if _is_body(token):
        return token.relation in PASSED
    if tree.head(token) is not site or token.upos != "NOUN" or tree.children(token, "nmod:poss"):
        return False
    if token.relation == "obl":  # "killed in an attack on Thursday"
        fresh = all(c.lower in {"a", "an", "some"} for c in tree.children(token, "det"))
        return fresh and clauses.preposition(tree, token) in AMID
    return token.dep == "obj" and site.lemma in MAKING


def _parted(tree: Tree, expression: Expression, site: Token) -> bool:
    """Return whether a semicolon or one side of a quotation stands between an expression and a word."""
    between = tree.tokens[min(expression.end, site.i) : max(expression.start, site.i)]
    return any(t.text in {";", ":"} for t in between) or sum(t.text in QUOTES for t in between) % 2 == 1
