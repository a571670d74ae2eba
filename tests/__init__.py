"""The tests of Khabuan: TESTING in the project's papers says which level is what."""
