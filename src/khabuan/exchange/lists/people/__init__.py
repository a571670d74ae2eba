"""Persons with their posts: the big list. One row is one person in one post, or a person without one.

A person is known by the hidden key, else by the citizen number with the name, else by name, birth and place taken
together. Who only resembles somebody waits for a person to compare them. Numbers never stand in a plan or remark.
"""

from khabuan.exchange.lists.people.columns import people_columns, person_columns, term_columns
from khabuan.exchange.lists.people.desk import PeopleDesk
from khabuan.exchange.lists.people.out import people_rows, person_cells, term_cells
from khabuan.exchange.lists.people.persons import PersonReader, Read
from khabuan.exchange.lists.people.terms import TermReader, term_changes

__all__ = [
    "PeopleDesk", "PersonReader", "Read", "TermReader", "people_columns", "people_rows", "person_cells",
    "person_columns", "term_cells", "term_changes", "term_columns",
]  # fmt: skip
