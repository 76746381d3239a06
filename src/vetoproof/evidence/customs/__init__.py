"""Customs statistics: a file of Comtrade, BACI or SDMX -> rows of one form, each trade by who sold, who bought, who says so."""
