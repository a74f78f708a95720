"""Sales documents: lines, VAT, totals, numbering, issuing and crediting."""
