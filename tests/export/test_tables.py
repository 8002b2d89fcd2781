"""CSV and Parquet give back what went in."""

import pandas as pd
import pytest

from nullisland.export import tables


@pytest.mark.parametrize("name", ["people", "places", "visits", "observations", "release"])
def test_parquet_gives_every_value_back(outcome, tmp_path, name):
    path = tmp_path / "t.parquet"
    tables.parquet(outcome)[f"{name}.parquet"](path)

    back = pd.read_parquet(path)
    expected = outcome.to_frames()[name]
    assert back.columns.tolist() == expected.columns.tolist()
    for column in back.columns.difference(["birth_date"]):
        assert (
            back[column].astype(object).fillna(-1).tolist()
            == expected[column].astype(object).fillna(-1).tolist()
        )


def test_csv_by_hand(outcome, tmp_path):
    for name, write in tables.csv(outcome).items():
        write(tmp_path / name)

    assert (tmp_path / "visits.csv").read_text() == (
        "person,place,arrive_min,leave_min\n0,0,0,480\n0,151,500,600\n1,1,0,2880\n"
    )
    assert (tmp_path / "observations.csv").read_text() == (
        'person,t_min,x_m,y_m,sensor\n0,0,0,556.6,"gps"\n0,1501,1113.2,0,"gps"\n1,60,11132,-22264,"gps"\n'
    )
    assert (tmp_path / "release.csv").read_text() == "pseudonym,cell,slot\n77,0,0\n77,1,25\n"


def test_csv_writes_days_and_leaves_missing_values_empty(outcome, tmp_path):
    tables.csv(outcome)["people.csv"](tmp_path / "people.csv")

    frame = pd.read_csv(tmp_path / "people.csv")
    assert frame["birth_date"].tolist() == ["1976-05-12", "1968-02-24"]
    assert frame["employer_place"].isna().tolist() == [False, True]
    assert frame["released"].tolist() == [True, False]


def test_text_with_commas_and_quotes_survives(tmp_path):
    frame = pd.DataFrame({"name": ['a "b", c', "d\ne", ""]})
    tables.write_csv(frame, tmp_path / "n.csv")

    assert pd.read_csv(tmp_path / "n.csv", keep_default_na=False)["name"].tolist() == frame["name"].tolist()
