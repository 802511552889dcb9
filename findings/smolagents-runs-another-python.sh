#!/usr/bin/env bash
# smolagents 1.26.0, whose agents answer by writing Python, runs that Python by its own rules, and other results come
# out.
#
# Guess, written down first: ordinary programs give Python's results, or an error says what is not supported.
# Seen: `yield`, `match`, `nonlocal`, `global` and `:=` are refused, as guessed. These are not refused and come out
# otherwise: the `else` of a loop never runs, so a search that found nothing says nothing; a decorator of a function is
# left out; a property is a method that nobody called; *args holds all arguments, the named ones before it too, and
# **kwargs those behind it; a default is worked out anew at each call, from what its names are worth then; functions
# made in a list comprehension each keep their own value of its variable; `except LookupError` does not catch an
# IndexError, so the next, broader clause does.
# What it means: an agent's code is right where one tries it, and its answer is another one; a cache, a retry or a
# check that was put on by @ is not there. Write such code flat: no decorators, no else of loops, no * in definitions.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check smolagents==1.26.0 2> log || { cat log; exit 1; }
cat > run.py <<'PY'
from smolagents.local_python_executor import InterpreterError, LocalPythonExecutor

PROGRAMS = {  # each leaves its answer in `answer`: the program, by Python, by smolagents
    "the else of a loop": (
        "answer = 'found'\nfor n in [1, 2]:\n    if n == 3:\n        break\nelse:\n    answer = 'not found'",
        "not found",
        "found",
    ),
    "a decorator": (
        "def twice(f):\n    def g(x):\n        return 2 * f(x)\n    return g\n"
        "@twice\ndef plus(x):\n    return x + 1\nanswer = plus(2)",
        6,
        3,
    ),
    "*args and **kwargs": (
        "def f(a, *args, k=1, **rest):\n    return [a, args, k, sorted(rest)]\nanswer = f(1, 2, 3, k=4, z=5)",
        [1, (2, 3), 4, ["z"]],
        [1, (1, 2, 3), 4, ["k", "z"]],
    ),
    "a default": ("x = 1\ndef f(a=x):\n    return a\nx = 2\nanswer = f()", 1, 2),
    "a comprehension": ("answer = [f() for f in [lambda: n for n in range(3)]]", [2, 2, 2], [0, 1, 2]),
    "the class of an error": (
        "try:\n    [][1]\nexcept LookupError:\n    answer = 'narrow'\nexcept Exception:\n    answer = 'broad'",
        "narrow",
        "broad",
    ),
}
as_stated = True
for what, (program, by_python, by_agent) in PROGRAMS.items():
    names: dict = {}
    exec(program, names)
    executor = LocalPythonExecutor([])
    executor.send_tools({})
    told = executor(program + "\nanswer").output
    print(f"{what}: {names['answer']} by Python, {told} by smolagents")
    as_stated &= names["answer"] == by_python and told == by_agent
executor = LocalPythonExecutor([])
executor.send_tools({})
source = "class A:\n    @property\n    def x(self):\n        return 3\nA().x"
print("a property:", executor(source).output)
as_stated &= callable(executor(source).output)
try:
    executor("def f():\n    yield 1\nlist(f())")
    as_stated = False
except InterpreterError as error:
    print("yield:", str(error)[-40:])
raise SystemExit(not as_stated)
PY
env/bin/python run.py || { echo "CHANGED: see above"; exit 1; }
echo "as stated: smolagents 1.26.0 runs another Python"
