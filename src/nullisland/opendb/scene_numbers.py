"""The key numbers of the open database, for `nullisland lesson --scene` and for whoever wants to check."""

from typing import Final

from nullisland.lesson.scene_numbers import SceneNumber
from nullisland.opendb.scene import OpenScene

__all__ = ["OPEN_SCENE", "open_numbers"]

OPEN_SCENE: Final = "open-database"
"""The scene's name in the address."""


def open_numbers(scene: OpenScene) -> tuple[SceneNumber, ...]:
    """What stands large on its screens, every choice of their controls."""
    people = scene.people
    return (
        SceneNumber(OPEN_SCENE, "search", len(scene.guide_day), len(scene.today), "rows of that day"),
        SceneNumber(OPEN_SCENE, "feed", scene.followed, people, "followed through that day"),
        *(
            SceneNumber(
                OPEN_SCENE, "audit", audit.listed, people, f"on the list of {rule}, camera error {error} %"
            )
            for (rule, error), audit in scene.audits.items()
        ),
        *(
            SceneNumber(OPEN_SCENE, "help", left.listed, people, f"on the list of {rule}, remedy {remedy}")
            for (rule, remedy), left in scene.left.items()
        ),
    )
