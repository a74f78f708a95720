"""The print of an issued document: HTML in this process, PDF in a child that may die without harm.

No import of a module here loads WeasyPrint (50 MB, and an error where Pango is missing); only printing does.
"""
