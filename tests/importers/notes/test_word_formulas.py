"""Formulas of Word's own editor as TeX."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.importers.notes.word import word_text
from tests.importers.notes.test_word import paragraph, run, written

SPACE = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def r(said: str, *told: str) -> str:
    return f"<m:r><m:rPr>{''.join(told)}</m:rPr><m:t>{said}</m:t></m:r>"


def of(name: str, told: str = "", **parts: str) -> str:
    properties = f"<m:{name}Pr>{told}</m:{name}Pr>" if told else ""
    within = "".join(f"<m:{key}>{part}</m:{key}>" for key, part in parts.items())
    return f"<m:{name}>{properties}{within}</m:{name}>"


def sign(name: str, value: str) -> str:
    return f'<m:{name} m:val="{value}"/>'


@pytest.mark.parametrize(
    ("formula", "tex"),
    [
        (of("f", num=r("a+b"), den=r("2c")), r"\frac{a + b}{2 c}"),
        (of("f", sign("type", "noBar"), num=r("n"), den=r("k")), r"\begin{matrix}n \\ k\end{matrix}"),
        (of("sSup", e=r("x"), sup=r("2")) + r("≤1"), "x^{2} ≤ 1"),
        (of("sSubSup", e=r("x"), sub=r("i"), sup=r("−1")), "x_{i}^{- 1}"),
        (of("sPre", sub=r("n"), sup=r("k"), e=r("C")), "{}_{n}^{k} C"),
        (of("nary", sign("chr", "∑"), sub=r("i=1"), sup=r("n"), e=of("sSub", e=r("x"), sub=r("i"))),
         r"\sum_{i = 1}^{n} x_{i}"),
        (of("nary", sub="", sup="", e=r("f")), r"\int f"),
        (of("rad", e=r("x")) + of("rad", deg=r("3"), e=r("y")), r"\sqrt{x} \sqrt[3]{y}"),
        (of("d", e=r("a")) + of("d", sign("begChr", "[") + sign("endChr", ""), e=r("b")), "( a ) [ b"),
        (of("acc", e=r("y")) + of("acc", sign("chr", "\u0303"), e=r("z")), r"\hat{y} \tilde{z}"),
        (of("bar", sign("pos", "top"), e=r("x")), r"\bar{x}"),
        (of("func", fName=of("limLow", e=r("lim", sign("sty", "p")), lim=r("n→∞")), e=r("a")),
         r"\lim_{n → ∞} a"),
        (of("m", mr="<m:e>{}</m:e><m:e>{}</m:e>".format(r("1"), r("2"))), r"\begin{matrix}1 & 2\end{matrix}"),
        (of("eqArr", e=r("a=b")), r"\begin{matrix}a = b\end{matrix}"),
        (r("R", sign("scr", "double-struck")) + r("x", sign("sty", "b")), r"\mathbb{R} \mathbf{x}"),
        (r("if x", "<m:nor/>") + of("phant", sign("show", "0"), e=r("z")), r"\text{if x}"),
        (r("0.05xy softmax max"), r"0.05 x y \mathrm{softmax} \max"),
    ],
)  # fmt: skip
def test_a_formula_is_tex(formula: str, tex: str, tmp_path: Path) -> None:
    said = f"{run('see ')}<m:oMathPara {SPACE}><m:oMath>{formula}</m:oMath></m:oMathPara>{run(', so')}"
    assert word_text(written(tmp_path / "n.docx", paragraph(said))).text == f"see ${tex}$, so"


def test_a_formula_without_signs_is_nothing(tmp_path: Path) -> None:
    said = f"{run('Words')}<m:oMath {SPACE}>{r('')}</m:oMath>"
    assert word_text(written(tmp_path / "n.docx", paragraph(said))).text == "Words"
