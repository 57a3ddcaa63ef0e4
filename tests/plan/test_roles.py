"""A role is told from a person: names, addresses and numbers are refused where a role is asked for."""

import pytest

from coprod.plan.roles import names_a_person, names_a_role


@pytest.mark.parametrize("text", ["Learning lead", "Head of service", "Director of commissioning", "Citizen voice team lead",
                                  "Deputy chief executive", "The working party", "HR business partner", "Experts by experience",
                                  "Social Worker", "Assistant Director", "NHS trainer"])
def test_roles(text):
    assert names_a_role(text)


@pytest.mark.parametrize("text", ["Jane", "Jane Smith", "jane.smith@council.example", "Head of service Jane Smith", "Mr Brown",
                                  "Director, Dr Ngozi Obi", "J. Smith, manager", "Manager 01632 960417", "Manager +44 1632 960417",
                                  "", "all of us", "Team lead (Ana Pérez)", "Siân Ó Briain, officer"])
def test_no_roles(text):
    assert not names_a_role(text)


@pytest.mark.parametrize("text", ["We met Mrs Thorne twice", "Ask a.b@c.example", "Ring 01632 960417", "Thanks to P. Okafor"])
def test_people_in_free_words(text):
    assert names_a_person(text)


@pytest.mark.parametrize("text", ["We waited too long for all to be ready at once.", "60% of staff", "4 of 12 in 2017",
                                  "Co-design with the West Midlands network", "Part B, then part C."])
def test_plain_words(text):
    assert not names_a_person(text)
