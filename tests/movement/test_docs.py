"""The page of assumptions says what the tables say."""

from pathlib import Path

from nullisland.tables import read_table

PAGE = (Path(__file__).parents[2] / "docs" / "model" / "movement.md").read_text(encoding="utf-8")


def test_every_parameter_stands_on_the_page_with_its_value():
    for row in read_table("town/diary.csv"):
        assert f"| {row['parameter']} | {row['value']} | {row['unit']} |" in PAGE


def test_every_kind_and_habit_stands_on_the_page():
    for row in read_table("town/activities.csv"):
        stay = f"{row['stay_low_min']}-{row['stay_high_min']}"
        assert f"| {row['kind']} | {row['near_m']} | {row['far_m']} | {stay} |" in PAGE
    for row in read_table("town/habits.csv"):
        assert f"| {row['habit']} | {row['kind']} | {row['share']} |" in PAGE
