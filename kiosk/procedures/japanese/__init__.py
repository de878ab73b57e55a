"""Japanese data: eras, kana, names with variants, addresses, telephone numbers, ruby. Names are never normalised."""
