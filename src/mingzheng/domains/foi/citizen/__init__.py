"""The citizen's side of 依申请公开: apply on a phone, keep a draft, see the clock in plain words, supplement, fetch the letter.

Answers for what a person without an account may do, proved by a code or a sign-in, and for what is kept of him outside
the ledger: drafts, the proof of identity, codes; all of it unreadable in the database. The office's desk is `foi.desk`,
the law is `foi.rules`, what an application is and every change of it go through the engine's door.
"""
