import time

import pytest

from generator.deliver.pacing import Pace


class Clock:
    """A clock that goes on only when somebody sleeps or works."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


@pytest.mark.parametrize("rate", [0.5, 20, 90])
@pytest.mark.parametrize("work", [0.0, 0.4])
def test_the_rate_is_kept_whatever_a_mail_costs(rate, work):
    clock = Clock()
    pace = Pace(rate, clock, clock.sleep)

    for _ in range(200):
        clock.now += work / rate
        pace.wait()

    assert 200 / (clock.now - 100) == pytest.approx(rate, rel=0.01)


def test_after_a_long_halt_there_is_no_burst():
    clock = Clock()
    pace = Pace(10, clock, clock.sleep)
    pace.wait()
    clock.now += 60

    begun = clock.now
    for _ in range(50):
        pace.wait()

    assert clock.now - begun >= 50 / 10 - 1.1


@pytest.mark.timed
def test_the_rate_is_within_five_percent_by_the_real_clock():
    pace = Pace(100, time.monotonic, time.sleep)

    begun = time.monotonic()
    for _ in range(100):
        pace.wait()

    assert 100 / (time.monotonic() - begun) == pytest.approx(100, rel=0.05)
