#!/usr/bin/env bash
# evalica 0.4.2, which makes leaderboards of "which answer was better", puts the worst model first by one method, and
# forgets all others by another when a new one has not won yet.
#
# Guess, written down first: a model that won or lost everything has the highest or the least score, or raises; it does
# not change the order of the others. Noted after a first look: of models that win 85, 45 and 20 % of their comparisons
# every method gives this order.
# Seen: `eigen` gives the reverse, as if to lose were to win; PageRank, Elo and the rest have the order. With one more
# model that lost all of its five comparisons, Bradley and Terry's score is 0.000001 for every model, the best and the
# worst: scores are divided by their geometric mean, which a single zero makes zero. Newman's, made for the same
# purpose, keeps the order. If the new one won all five, both have 0.000001 for all. Nothing is raised or warned of.
# What it means: the first model of such a leaderboard may be the one that people liked least, and adding a bad model
# makes all equal until it wins once. Compare with the plain rate of wins, and give each pair a draw before fitting.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check evalica==0.4.2 2> log || { cat log; exit 1; }
cat > rank.py <<'PY'
import evalica
from evalica import Winner

GAMES = (
    [("a", "b", Winner.X)] * 8
    + [("a", "b", Winner.Y)] * 2
    + [("b", "c", Winner.X)] * 7
    + [("b", "c", Winner.Y)] * 3
    + [("a", "c", Winner.X)] * 9
    + [("a", "c", Winner.Y)]
)
METHODS = ("average_win_rate", "elo", "bradley_terry", "newman", "pagerank", "eigen")


def ranked(method: str, games: list[tuple[str, str, Winner]]) -> tuple[str, bool]:
    """The order of the models a, b and c, and whether all scores are the same."""
    scores = getattr(evalica, method)(*zip(*games, strict=True)).scores
    print(method, {name: float(f"{score:.3g}") for name, score in scores.items()})
    first = sorted("abc", key=lambda name: -scores[name])
    return "".join(first), scores.max() - scores.min() < 1e-9


plain = {method: ranked(method, GAMES)[0] for method in METHODS}
lost = {method: ranked(method, GAMES + [("c", "d", Winner.X)] * 5) for method in METHODS[2:4]}
won = {method: ranked(method, GAMES + [("d", "c", Winner.X)] * 5)[1] for method in METHODS[2:4]}
drawn = [("c", "d", Winner.X)] * 5 + [("c", "d", Winner.Draw)]
with_a_draw = ranked("bradley_terry", GAMES + drawn)
as_stated = (
    plain == dict.fromkeys(METHODS, "abc") | {"eigen": "cba"}
    and lost["bradley_terry"][1]
    and lost["newman"] == ("abc", False)
    and all(won.values())
    and with_a_draw == ("abc", False)
)
raise SystemExit(not as_stated)
PY
env/bin/python rank.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: evalica 0.4.2 reverses a leaderboard by eigen and empties it by Bradley and Terry"
