"""The teller of the demo stops when an answer is not as told."""

import pytest

from config.demo.teller import Answer, NotAsTold, Teller, counted, rupees, telling_lines


class TestTeller:
    def test_stops_at_a_fact_that_does_not_hold(self) -> None:
        teller = Teller("http://127.0.0.1:9", quiet=True)
        teller.must(True, "holds")
        with pytest.raises(NotAsTold, match="does not hold"):
            teller.must(False, "does not hold")

    def test_gives_up_waiting(self) -> None:
        with pytest.raises(NotAsTold, match="never"):
            Teller("http://127.0.0.1:9", quiet=True).wait(lambda: False, "never", seconds=0.3)


class TestRupees:
    def test_groups_as_in_india(self) -> None:
        assert rupees({"amount": 12345678900, "currency": "INR"}) == "₹12,34,56,789.00"
        assert rupees({"amount": -5, "currency": "INR"}) == "-₹0.05"
        assert rupees({"amount": 99999, "currency": "INR"}) == "₹999.99"


class TestTellingLines:
    def test_names_each_field_of_a_refusal(self) -> None:
        issues = [{"pointer": "/pan", "code": "pan_unfit", "detail": "Give a PAN of an individual."}]
        body = {"code": "invalid_input", "detail": "Correct it.", "errors": issues}
        answer = Answer(422, {}, body, b"")
        assert telling_lines(answer, "") == ["pan_unfit at /pan: Give a PAN of an individual."]
        assert telling_lines(answer, "told otherwise") == ["told otherwise"]


class TestCounted:
    def test_takes_the_plural_for_all_but_one(self) -> None:
        assert [counted(number, "badge") for number in (0, 1, 2)] == ["0 badges", "1 badge", "2 badges"]
