"""Who speaks: sources resolved to speakers, with role, kind and whom they represent."""
