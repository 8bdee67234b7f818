import pytest

from liim.cli.application import django


@pytest.mark.parametrize("before", [(), ("check",)], ids=["at once", "after another command"])
def test_what_is_served_is_never_in_the_mode_of_a_developer(
    before: tuple[str, ...], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That mode shows the program's inside to who meets an error: `liim start --demo` once served in it."""
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    if before:
        django(*before)
    django("shell", "-c", "from django.conf import settings; print('DEBUG is', settings.DEBUG)")
    assert "DEBUG is False" in capfd.readouterr().out
