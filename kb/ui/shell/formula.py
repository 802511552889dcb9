"""Which TeX a page draws as a formula. Everything else stays the words that somebody wrote, dollars included:
a formula that KaTeX cannot read would be shown in red, without its dollars, or in part."""

from __future__ import annotations

import re

from kb.text.formulas import in_prose

_LONGEST = 120
"""Characters. A longer formula breaks the line of a list; it is shown as written."""
SYMBOLS = frozenset(
    r"""
    \alpha \beta \gamma \delta \epsilon \varepsilon \zeta \eta \theta \vartheta \iota \kappa \lambda \mu
    \nu \xi \pi \varpi \rho \varrho \sigma \varsigma \tau \upsilon \phi \varphi \chi \psi \omega \Gamma
    \Delta \Theta \Lambda \Xi \Pi \Sigma \Upsilon \Phi \Psi \Omega \ell \hbar \imath \jmath \partial
    \nabla \infty \emptyset \varnothing \forall \exists \neg \lnot \top \bot \angle \prime \Re \Im \wp
    \aleph \circ \bullet \star \ast \dagger \ddagger \cdot \times \div \pm \mp \oplus \otimes \odot
    \ominus \wedge \vee \land \lor \cap \cup \setminus \le \leq \ge \geq \ne \neq \ll \gg \lesssim
    \gtrsim \approx \sim \simeq \cong \equiv \propto \in \notin \ni \subset \subseteq \supset \supseteq
    \perp \parallel \mid \models \vdash \prec \succ \asymp \to \gets \rightarrow \leftarrow
    \leftrightarrow \Rightarrow \Leftarrow \Leftrightarrow \mapsto \longrightarrow \longleftarrow
    \hookrightarrow \uparrow \downarrow \rightharpoonup \int \oint \dots \ldots \cdots \vdots \ddots
    \langle \rangle \lfloor \rfloor \lceil \rceil \lVert \rVert \lvert \rvert \vert \Vert \| \{ \} \% \#
    \& \_ \square \triangle \checkmark \colon
    """.split()
)
OPERATORS = frozenset(
    r"""
    \! \, \: \; \Pr \arccos \arcsin \arctan \arg \bigcap \bigcup \bigoplus \bmod \cos \cosh \cot \csc
    \deg \det \dim \exp \gcd \hom \iff \implies \inf \ker \lg \lim \liminf \limsup \ln \log \max \min
    \prod \qquad \quad \sec \sin \sinh \sum \sup \tan \tanh
    """.split()
)
FONTS = frozenset(r"\mathbb \mathbf \mathcal \mathfrak \mathit \mathrm \mathscr \mathsf \mathtt".split())
TEXTS = frozenset(r"\text \textbf \textit \textrm \textsf \texttt".split())
OVER_ONE = frozenset(
    r"""
    \hat \widehat \tilde \widetilde \bar \vec \dot \ddot \check \breve \acute \grave \overline \underline
    \overrightarrow \sqrt \boldsymbol \bm \operatorname
    """.split()
)
OVER_TWO = frozenset(r"\frac \dfrac \tfrac \binom".split())
SWITCHES = frozenset(r"\rm \bf \it \sf \tt \cal".split())
_WORDS = re.compile(r"\{[A-Za-z0-9 .,:;()+/'-]*\}")
# arXiv tells `\delta` within a formula as δ; KaTeX knows the letter.
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[A-Za-zα-ωϕϵΓΔΘΛΞΠΣΦΨΩ0-9+\-*/=<>()\[\]|.,:;!?' {}^_]")


def drawable(tex: str) -> bool:
    """Whether what stands between two dollars is a formula that can be drawn whole.

    Its brackets are in pairs, or they would end Streamlit's marks around it (`:gray[...]`).
    """
    if len(tex) > _LONGEST or not _paired(tex) or in_prose(tex):
        return False
    reader = _Reader(tex)
    return reader.sequence(inside=False) and reader.at_end()


def _paired(tex: str) -> bool:
    depth = 0
    for sign in tex:
        depth += (sign == "[") - (sign == "]")
        if depth < 0:
            return False
    return depth == 0


class _Reader:
    """Reads a formula from left to right; each part tells whether it could be read."""

    def __init__(self, tex: str) -> None:
        self._tex, self._at = tex, 0

    def at_end(self) -> bool:
        return self._at == len(self._tex)

    def sequence(self, *, inside: bool) -> bool:
        """Atoms with their scripts, up to the end or the brace that closes a group."""
        scripts = ""
        while not self.at_end() and not (inside and self._sees("}")):
            mark = self._tex[self._at]
            if mark in "^_":
                self._at += 1
                if mark in scripts or not self._argument():
                    return False
                scripts += mark
            elif mark == "'" and "^" in scripts:
                return False
            else:
                if not self._atom():
                    return False
                scripts = scripts if mark == " " else ""
        return True

    def _atom(self) -> bool:
        if self._sees("{"):
            return self._group()
        token = self._take()
        if token in OVER_TWO:
            return self._argument() and self._argument()
        if token in FONTS | OVER_ONE:
            return self._argument()
        if token in TEXTS:
            return self._words()
        return token in SYMBOLS | OPERATORS | SWITCHES or (len(token) == 1 and token not in "{}^_")

    def _argument(self) -> bool:
        """What a script or a command applies to: a group, a sign, a symbol, or a letter in a font."""
        self._skip_spaces()
        if self._sees("{"):
            return self._group()
        token = self._take()
        if token in FONTS:
            return self._sees("{") and self._group()
        if token in TEXTS:
            return self._words()
        return token in SYMBOLS or (len(token) == 1 and token not in "{}^_'")

    def _group(self) -> bool:
        self._at += 1
        if not self.sequence(inside=True) or not self._sees("}"):
            return False
        self._at += 1
        return True

    def _words(self) -> bool:
        found = _WORDS.match(self._tex, self._at)
        self._at = found.end() if found else self._at
        return found is not None

    def _take(self) -> str:
        found = _TOKEN.match(self._tex, self._at)
        self._at = found.end() if found else self._at
        return found[0] if found else ""

    def _sees(self, sign: str) -> bool:
        return self._tex.startswith(sign, self._at)

    def _skip_spaces(self) -> None:
        while self._sees(" "):
            self._at += 1
