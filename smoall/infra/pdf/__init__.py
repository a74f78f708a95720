"""The print of an issued document: HTML in this process, PDF in a child that may die without harm.

Nothing here imports WeasyPrint; only :mod:`smoall.infra.pdf.writer` does, and only when it is called.
"""
