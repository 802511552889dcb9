r"""Formulas as letters, for places that set none: `$R^2$` is R², `Mobi-$\pi$` is Mobi-π.

What holds anything that is not known here stays the TeX that was written: a sign lost is worse than
a dollar shown.
"""

from __future__ import annotations

import re
from unicodedata import lookup, normalize

from kb.text.raised import LOWERED, RAISED
from kb.text.tex import MATH

_DELIMITERS = re.compile(r"^(?:\$\$|\$|\\\(|\\\[)|(?:\$\$|\$|\\\)|\\\])$")
_GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi"
    " chi psi omega".split()
)
_UNICODE_SPELLS = {"lambda": "lamda"}
_SIGNS = {
    "varepsilon": "ε", "varphi": "φ", "vartheta": "ϑ", "ell": "ℓ", "infty": "∞", "partial": "∂",
    "nabla": "∇", "circ": "°", "degree": "°", "star": "⋆", "ast": "∗", "bullet": "•", "cdot": "·",
    "times": "×", "div": "÷", "pm": "±", "mp": "∓", "oplus": "⊕", "otimes": "⊗", "wedge": "∧", "vee": "∨",
    "cap": "∩", "cup": "∪", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "ll": "≪",
    "gg": "≫", "approx": "≈", "sim": "~", "simeq": "≃", "equiv": "≡", "propto": "∝", "in": "∈",
    "notin": "∉", "subset": "⊂", "subseteq": "⊆", "perp": "⊥", "parallel": "∥", "mid": "|", "to": "→",
    "rightarrow": "→", "leftarrow": "←", "leftrightarrow": "↔", "Rightarrow": "⇒", "Leftrightarrow": "⇔",
    "mapsto": "↦", "uparrow": "↑", "downarrow": "↓", "forall": "∀", "exists": "∃", "dagger": "†",
    "lesssim": "≲", "gtrsim": "≳", "cong": "≅", "supset": "⊃", "supseteq": "⊇", "setminus": "∖",
    "emptyset": "∅", "varnothing": "∅", "hbar": "ℏ", "aleph": "ℵ", "top": "⊤", "bot": "⊥", "neg": "¬",
    "land": "∧", "lor": "∨", "odot": "⊙", "models": "⊨", "vdash": "⊢", "longrightarrow": "⟶",
    "hookrightarrow": "↪", "lceil": "⌈", "rceil": "⌉", "lfloor": "⌊", "rfloor": "⌋", "lvert": "|",
    "rvert": "|", "vert": "|", "lVert": "‖", "rVert": "‖", "Vert": "‖", "deg": "deg ", "det": "det ",
    "dim": "dim ", "Pr": "Pr", "tt": "", "sf": "", "qquad": " ", "colon": ":", "square": "□",
    "prime": "′", "dots": "…", "ldots": "…", "cdots": "⋯", "langle": "⟨", "rangle": "⟩", "checkmark": "✓",
    "log": "log ", "ln": "ln ", "exp": "exp ", "min": "min ", "max": "max ", "sup": "sup ", "inf": "inf ",
    "arg": "arg ", "sum": "∑", "prod": "∏", "int": "∫", "left": "", "right": "", "quad": " ", "rm": "",
    "bf": "", "it": "", "cal": "",
}  # fmt: skip
_ALONE = {",": " ", ";": " ", ":": " ", "!": "", " ": " ", "%": "%", "#": "#", "&": "&", "_": "_", "|": "‖"}
"""Commands of one sign: spaces, and signs that mean something to TeX."""
_STYLED = re.compile(
    r"\\(?:math(?:bb|bf|cal|frak|it|rm|scr|sf|tt)|text(?:bf|it|md|normal|rm|sc|sf|sl|tt|up)?|emph|boldsymbol|bm"
    r"|operatorname|mbox|u(?:nder)?line)(?![A-Za-z])\s*(?:\{([^{}]*)\}|([A-Za-z0-9]))"
)
# A sign over one letter, by the command that sets it there.
_OVER = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304",
    "overline": "\u0304", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c",
    "breve": "\u0306", "acute": "\u0301", "grave": "\u0300",
}  # fmt: skip
_UNDER_A_SIGN = re.compile(rf"\\({'|'.join(_OVER)})(?![A-Za-z])\s*(?:\{{([^\W\d_])\}}|([^\W\d_]))")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)|\\([,;:! %#&_|])")
_MOVED = re.compile(r"([\^_])(?:\{([^{}^_]*)\}|([^\s{}^_\\]))")
_KEPT = {"^": "\ue000", "_": "\ue001"}
"""Stand for signs that stay, while those around them are looked at."""
# Money and prose between dollars: a word of three letters with a space beside it, or a Russian one, in no
# group of its own.
_PROSE = re.compile(r"[А-Яа-яЁё]|(?<![\\A-Za-z])[A-Za-z]{3,}(?= )|(?<= )(?<!\\)[A-Za-z]{3,}(?![A-Za-z])")
_MAX_DEPTH = 4
"""Groups inside groups: formulas of titles nest two."""


def lettered(text: str) -> str:
    """A text whose formulas are written in letters and signs, but for those that letters cannot tell."""
    return MATH.sub(_in_letters, text) if "$" in text or "\\" in text else text


def in_prose(tex: str) -> bool:
    """Whether what stands between two dollars is prose between two sums of money rather than a formula of any
    length."""
    while (less := re.sub(r"\{[^{}]*\}", "", tex)) != tex:
        tex = less
    return bool(_PROSE.search(tex))


def _in_letters(found: re.Match[str]) -> str:
    tex = _DELIMITERS.sub("", found[0]).replace("~", " ")
    if in_prose(tex):
        return found[0]
    for _ in range(_MAX_DEPTH):
        before = tex
        tex = _COMMAND.sub(_sign, tex)
        while (bare := _STYLED.sub(lambda styled: styled[1] or styled[2] or "", tex)) != tex:
            tex = bare
        tex = _UNDER_A_SIGN.sub(_signed, tex)
        tex = _ROOT.sub(lambda root: f"{{√{_grouped(root[1])}}}", tex)
        tex = _FRACTION.sub(lambda parts: f"{{{_grouped(parts[1])}/{_grouped(parts[2])}}}", tex)
        tex = _MOVED.sub(_moved, tex)
        tex = re.sub(r"\{([^{}^_\\]*)\}", r"\1", tex)
        if tex == before:
            break
    if re.search(r"[\\{}$]", tex):
        return found[0]
    for sign, kept in _KEPT.items():
        tex = tex.replace(kept, sign)
    return " ".join(tex.split())


def _sign(found: re.Match[str]) -> str:
    """A command as its sign; one that is not known stays."""
    name = found[1]
    if name is None:
        return _ALONE[found[2]]
    if name.lower() in _GREEK:
        case = "SMALL" if name.islower() else "CAPITAL"
        return lookup(f"GREEK {case} LETTER {_UNICODE_SPELLS.get(name.lower(), name).upper()}")
    return _SIGNS.get(name, found[0])


def _signed(found: re.Match[str]) -> str:
    return normalize("NFC", (found[2] or found[3]) + _OVER[found[1]])


def _moved(found: re.Match[str]) -> str:
    """What is raised or lowered, in small signs where there are all of them; of words, none."""
    sign, inner = found[1], (found[2] if found[2] is not None else found[3]).strip()
    small = RAISED if sign == "^" else LOWERED
    if "\\" in inner:
        return found[0]
    if all(each in small for each in inner) and not re.search(r"[^\W\d]{2}", inner):
        return "".join(small[each] for each in inner)
    return _KEPT[sign] + (_grouped(inner) if sign == "^" else inner)


def _grouped(inner: str) -> str:
    return inner if len(inner) < 2 or inner.isalnum() else f"({inner})"
