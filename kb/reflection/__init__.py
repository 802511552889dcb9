"""Looking back: which of the saved items helped, in figures with honest intervals."""
