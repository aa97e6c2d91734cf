from django import forms

from goodwill.pages.number import NumberField


class Asked(forms.Form):
    hours = NumberField()


def test_a_number_stands_in_its_input_as_people_write_it():
    assert 'value="12"' in str(Asked(initial={"hours": 12.0})["hours"])
    assert 'value="12.5"' in str(Asked(initial={"hours": 12.5})["hours"])
    assert 'value="1000000000000"' in str(Asked(initial={"hours": 1e12})["hours"])


def test_what_was_typed_stays_as_it_was():
    form = Asked({"hours": "12.0x"})

    assert not form.is_valid()
    assert 'value="12.0x"' in str(form["hours"])
