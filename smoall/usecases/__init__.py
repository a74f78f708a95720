"""What the software does, one file per verb: begin, load, decide, save, record, commit."""
