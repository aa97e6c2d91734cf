"""Tests that commit empty every table afterwards, the history too: through the door that erasing has."""
