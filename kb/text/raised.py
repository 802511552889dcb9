"""Small signs that stand raised or lowered, for texts that set none."""

from __future__ import annotations

RAISED = dict(zip("0123456789+-=()niT*°′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀ*°′", strict=True))
"""What Unicode has of them; a star, a degree and a prime stand high as they are."""
LOWERED = dict(zip("0123456789+-=()aeijkmnptvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₖₘₙₚₜᵥₓ", strict=True))


def raised(said: str) -> str:
    """Words with each sign raised that can be."""
    return "".join(RAISED.get(sign, sign) for sign in said)


def lowered(said: str) -> str:
    """Words with each sign lowered that can be."""
    return "".join(LOWERED.get(sign, sign) for sign in said)
