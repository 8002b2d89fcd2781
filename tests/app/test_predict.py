"""A form of its own, without a scene around it: what the teacher's buttons leave in the room."""

from streamlit.testing.v1 import AppTest


def a_class() -> None:
    """One question to a class, and below it the dots of those who were counted."""
    import streamlit as st

    from nullisland.app.predict import Question, ask, class_dots
    from nullisland.app.visit import Visit

    class Box:
        predict = st.container()

    visit = Visit(
        scene="names-off",
        step=st.query_params.get("step", "predict"),
        code="NI-1-300-7",
        preset="45",
        seat="teacher",
        front=frozenset({"hands"}),
    )
    question = Question(
        name="a class",
        prompt="",
        hint="",
        options=(1, 2),
        label=str,
        said=str,
        asked_at="predict",
        then="named",
    )
    ask(Box, visit, question, dots=False)  # type: ignore[arg-type]
    st.caption(class_dots(visit, question))


def counted(page: AppTest) -> str:
    return page.run().caption[0].value


def test_no_count_takes_an_earlier_count_away():
    page = AppTest.from_function(a_class, default_timeout=60)
    page.run()
    page.number_input[0].set_value(3)
    page.button(key="ni-lock").click()
    assert "<i></i><i></i><i></i>" in counted(page)
    assert not page.number_input
    page.button(key="ni-change-a class").click().run()
    assert [field.value for field in page.number_input] == [3, None]
    page.button(key="ni-pass").click()
    assert counted(page) == ""
