"""Khabuan (ขบวน): the one book of Thailand's community-organisation movement."""

__version__ = "0.1.0"
