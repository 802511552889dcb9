r"""Formulas of pages that keep no TeX, told by their MathML."""

from __future__ import annotations

import pytest
from lxml import html

from kb.importers.html.mathml import tex


@pytest.mark.parametrize(
    ("math", "said"),
    [
        ("<mi>f</mi><mo>&#x2061;</mo><mo>(</mo><mi>x</mi><mo>)</mo>", "f ( x )"),
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>&minus;</mo><mn>10</mn>", "x^{2} - 10"),
        ("<msup><msup><mi>x</mi><mn>2</mn></msup><mi>k</mi></msup>", "{x^{2}}^{k}"),
        ("<msup><mrow><mi>a</mi><mi>b</mi></mrow><mn>2</mn></msup>", "{a b}^{2}"),
        ("<msup><mrow><mo>(</mo><mi>a</mi><mo>)</mo></mrow><mn>2</mn></msup>", "( a )^{2}"),
        ("<msubsup><mi>h</mi><mi>t</mi><mo>&prime;</mo></msubsup>", "h_{t}^{′}"),
        (
            "<munderover><mo>&sum;</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>"
            "<msqrt><mi>x</mi><mi>y</mi></msqrt>",
            r"\sum_{i = 1}^{n} \sqrt{x y}",
        ),
        ("<munder><mi>max</mi><mi>&theta;</mi></munder>", r"\max_{θ}"),
        ("<munder><mrow><mi>arg</mi><mi>min</mi></mrow><mi>w</mi></munder>", r"{\arg \min}_{w}"),
        ("<mover><mi>y</mi><mo>^</mo></mover><mover><mi>v</mi><mo>&rarr;</mo></mover>", r"\hat{y} \vec{v}"),
        ("<mover><mo>=</mo><mtext>def</mtext></mover>", r"\overset{\text{def}}{=}"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}"),
        ("<mi>softmax</mi><mi mathvariant='double-struck'>R</mi>", r"\mathrm{softmax} \mathbb{R}"),
        (
            "<mo>{</mo><mtable><mtr><mtd><mn>0</mn></mtd><mtd><mi>a</mi></mtd></mtr>"
            "<mtr><mtd><mn>1</mn></mtd><mtd><mi>b</mi></mtd></mtr></mtable>",
            r"\{ \begin{matrix}0 & a \\ 1 & b\end{matrix}",
        ),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "( a,b )"),
        ("<semantics><mrow><mi>x</mi></mrow><annotation>speech</annotation></semantics>", "x"),
        # Parts that are missing lose nothing of the others.
        ("<mfrac><mi>a</mi></mfrac><msup></msup><mn>5</mn><mo>%</mo>", r"a 5 \%"),
        ("", ""),
    ],
)
def test_a_formula_is_told_by_how_it_is_built(math: str, said: str) -> None:
    assert tex(html.fromstring(f"<math>{math}</math>")) == said


def test_nesting_without_end_is_cut() -> None:
    assert "x" not in tex(html.fromstring("<math>" + "<mrow>" * 200 + "<mi>x</mi></math>"))
