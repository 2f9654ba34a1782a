import pytest

from claimx.reading.datelines import Dateline, read_dateline


@pytest.mark.parametrize(
    ("dateline", "place", "date", "strong"),
    [
        ("KABUL, Afghanistan (AP) — ", "KABUL, Afghanistan", None, True),
        ("WASHINGTON — ", "WASHINGTON", None, False),
        ("NEW YORK -- ", "NEW YORK", None, False),
        ("ST. LOUIS, Mo. - ", "ST. LOUIS, Mo.", None, True),
        ("KABUL, Jan. 30 (Reuters) - ", "KABUL", None, True),
        ("KABUL, Jan 30, 2025 (Reuters) - ", "KABUL", "2025-01-30", True),
        ("KINSHASA, Jul 26 2022 (IPS) - ", "KINSHASA", "2022-07-26", True),
        ("LONDON (Reuters) – ", "LONDON", None, True),
        ("NEW DELHI/ISLAMABAD (Reuters) - ", "NEW DELHI/ISLAMABAD", None, True),
        ("Cleveland (AFP) – ", "Cleveland", None, True),
        ("ISLAMABAD: ", "ISLAMABAD", None, False),
        ("(Reuters) - ", None, None, True),
        ("MOSCOW—", "MOSCOW", None, False),
    ],
)
def test_datelines_read(dateline, place, date, strong):
    expected = Dateline(len(dateline.rstrip()), place, date, strong)

    assert expected == read_dateline(dateline + "The minister denied it.")
    assert expected == read_dateline(dateline + "“No,” the minister said.")


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        "NATO — the alliance — denied it.",
        "The minister — a lawyer — denied it.",
        "Kabul — The minister denied it.",
        "BREAKING: Minister denies report.",
        "THE FACTS: No such bill was passed.",
        "UNICEF said on Thursday that it would stay.",
        "U.S. — China talks are over.",
        "WHAT HE SAID - The minister denied it all.",
        "TAXES ARE NOT GOING DOWN ANY TIME SOON - The minister said so.",
        "Q: Did you say it?",
        "KABUL",
    ],
)
def test_datelines_refuse(paragraph):
    assert read_dateline(paragraph) is None


@pytest.mark.parametrize("paragraph", ["ISLAMABAD —", "KABUL, Afghanistan (AP)", "KABUL, Jan. 30"])
def test_datelines_may_be_all_of_a_paragraph(paragraph):
    assert len(paragraph) == read_dateline(paragraph).length
