"""The rehearsal: virtual parts that stand in for people, cards and devices, clearly marked and never in production."""
