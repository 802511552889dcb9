"""What is followed and what is ignored on purpose: the register, outlines it begins from, who belongs to an
area and why; and the role, what the work asks for.

`kb.library` and what stands above may import this room; search, topics and pages' drawing stand beside it.
"""
