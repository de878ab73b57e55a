"""読み上げ: the booth reads its own sentences aloud.

Here: which sentence belongs to which stage, and the voices that can say it. Not here: any text with a resident's
data in it; only fixed sentences are spoken. Read `speech`, then the voices.
"""
