"""Files behind one interface: sniffing, limits, quarantine, secrecy refusal, blobs.

Who may read a file is decided by the room that owns its subject.
"""
