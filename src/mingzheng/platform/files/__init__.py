"""Files behind one interface: sniffing, limits, quarantine, secrecy refusal, blobs. Who may read one is decided by the room that owns it."""
