"""Everything that is Thai about texts, dates, money in words, numbers of people, names and places.

Pure Python: values in, values out; no database, no settings, no clock.  Import from here.
"""

from khabuan.core.thai.accusations import accusations_in
from khabuan.core.thai.baht import (
    AmountUnreadable,
    baht_text,
    number_words,
    read_baht,
    read_baht_text,
    read_number_words,
)
from khabuan.core.thai.citizen import CitizenFinding, CitizenNumber
from khabuan.core.thai.date_words import (
    AnyDate,
    be_year,
    long_date,
    long_range,
    numeric_date,
    relative_days,
    short_date,
)
from khabuan.core.thai.dates import (
    ERA,
    MONTH_WORDS,
    MONTHS,
    SHORT_MONTHS,
    WEEKDAYS,
    DateNotice,
    DateRead,
    DateUnreadable,
    Precision,
    ThaiDate,
    read_date,
    read_date_range,
)
from khabuan.core.thai.fiscal import FiscalYear, Quarter
from khabuan.core.thai.names import Name, full_name, plain_title, split_name, title_at
from khabuan.core.thai.phones import Phone, PhoneFinding, read_phones
from khabuan.core.thai.place_words import PlaceKind, PlaceWord, split_place_words
from khabuan.core.thai.text import (
    LEAST_SLIPPED,
    cell_text,
    edits,
    name_keys,
    name_part,
    search_key,
    slips_between,
    sort_key,
    sound_key,
    tidy,
    to_arabic_digits,
    to_thai_digits,
)

__all__ = [
    "ERA",
    "LEAST_SLIPPED",
    "MONTHS",
    "MONTH_WORDS",
    "SHORT_MONTHS",
    "WEEKDAYS",
    "AmountUnreadable",
    "AnyDate",
    "CitizenFinding",
    "CitizenNumber",
    "DateNotice",
    "DateRead",
    "DateUnreadable",
    "FiscalYear",
    "Name",
    "Phone",
    "PhoneFinding",
    "PlaceKind",
    "PlaceWord",
    "Precision",
    "Quarter",
    "ThaiDate",
    "accusations_in",
    "baht_text",
    "be_year",
    "cell_text",
    "edits",
    "full_name",
    "long_date",
    "long_range",
    "name_keys",
    "name_part",
    "number_words",
    "numeric_date",
    "plain_title",
    "read_baht",
    "read_baht_text",
    "read_date",
    "read_date_range",
    "read_number_words",
    "read_phones",
    "relative_days",
    "search_key",
    "short_date",
    "slips_between",
    "sort_key",
    "sound_key",
    "split_name",
    "split_place_words",
    "tidy",
    "title_at",
    "to_arabic_digits",
    "to_thai_digits",
]
