"""The components' words: every sentence they show comes from `data/lesson`, none from the script."""

from nullisland.app.words import LANGUAGE, scene

__all__ = ["words_of"]


def words_of(component: str, language: str = LANGUAGE) -> dict[str, str]:
    """Words of one component by their key, without the component's name in front."""
    start = f"{component}."
    return {
        key[len(start) :]: " ".join(text.split())
        for key, text in scene("components", language).items()
        if key.startswith(start)
    }
