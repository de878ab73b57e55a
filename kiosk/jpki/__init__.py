"""公的個人認証 (JPKI): whether what a card gave is to be believed.

Here: certificates, their roots, revocation by list and by OCSP, signatures as CMS, the key of a tap. Not here: the
reader (bytes come from whoever has them), and what headquarters concludes. Read `certificates`, `roots`,
`revocation`, `cms`.
"""
