"""What pages share: the frame around them, the item component, words, colours, progress."""
