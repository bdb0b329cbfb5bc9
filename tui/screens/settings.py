"""Settings: every key of the settings file, changed in place; the user's comments in it stay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from posture.adapters.settings_file import allowed_values, checked_value, flat_settings, load_settings
from posture.errors import PostureError
from posture.presets import PRESETS
from posture.settings import Settings
from tui import settings_view
from tui.messages import SettingsChanged
from tui.navigation import DestinationScreen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture.adapters.data_dirs import Places
    from tui.plan_targets import PlanTargets

_READ_ONLY = "The demo leaves your settings alone: these are the defaults, to look at."


class ValueInput(Input):
    """A value being typed; escape leaves it as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Save"),
        Binding("escape", "screen.leave_value", "As it was"),
    ]


class SettingsList(OptionList):
    """The list; its key for choosing stands with the others, where the screen changes anything."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Change", tooltip="type another value; yes or no changes at once"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """As the screen has it."""
        return action != "select" or self.screen.check_action("change", parameters)


class SettingsScreen(DestinationScreen):
    """Lists every key; the chosen one is explained below and changed there.

    Args:
        file: the settings file; `None` shows the defaults and changes nothing.
        planned: values that the plan in use lays over the file.
    """

    DESTINATION = "settings"
    AUTO_FOCUS = "#settings-list"
    DEFAULT_CSS = """
    SettingsScreen {
        #settings-where { height: auto; max-height: 4; padding: 0 1; color: $text-muted; }
        #settings-list { height: 1fr; border: none; padding: 0 1; background: $background; }
        #settings-about {
            height: auto; min-height: 5; max-height: 35%; padding: 0 1; border-top: solid $primary 50%;
        }
        #settings-value { height: 3; border: round $primary; }
        #settings-told { height: auto; max-height: 3; padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,down", "to_list", "Choose", key_display="↑↓", tooltip="choose a setting"),
        Binding("enter", "change", "Change", tooltip="type another value; yes or no changes at once"),
        Binding("r", "reset", "Reset", tooltip="set the default again"),
        Binding("p", "rhythm", "30/5 or 55/5", tooltip="change the rhythm: a break every 30 or every 55 min"),
        Binding("u", "read", "Read again", tooltip="read the settings file again, after you changed it"),
    ]

    def __init__(self, file: Path | None, planned: Mapping[str, float] | None = None) -> None:
        super().__init__()
        self._planned = planned or {}
        self._file = file
        self._defaults = flat_settings(Settings())
        self._now: dict[str, Any] = dict(self._defaults)
        self._lines: list[settings_view.Line] = []
        self._broken = ""

    def compose_body(self) -> ComposeResult:
        """The list, what is known about the chosen key, and a field to type in."""
        yield Static("", id="settings-where")
        yield SettingsList(id="settings-list", markup=False)
        value = ValueInput(id="settings-value")
        value.display = False
        yield value
        told = Static("", id="settings-told")
        told.display = False
        yield told
        yield Static("", id="settings-about")

    def on_mount(self) -> None:
        """Read the file."""
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The demo has nothing to change and no file to read."""
        del parameters
        return self._file is not None or action not in ("change", "reset", "rhythm", "read")

    def action_read(self) -> None:
        """Read the file again; what was changed in it since counts from now on."""
        before = self._now
        self._read()
        changed = {key: value for key, value in self._now.items() if value != before[key]}
        if changed and not self._broken:
            self.post_message(SettingsChanged(changed))

    def _read(self) -> None:
        """Read the file and show what it says, or what is wrong with it."""
        self._broken = ""
        try:
            self._now = flat_settings(load_settings(self._file))
        except PostureError as error:
            self._now, self._broken = dict(self._defaults), str(error)
        self._show()

    def _show(self) -> None:
        self._lines = settings_view.lines(self._now, self._defaults, self._planned)
        listing = self.query_one("#settings-list", OptionList)
        chosen = listing.highlighted
        listing.clear_options()
        listing.add_options(
            Option(Content(line.text), id=line.key)
            if line.key
            else Option(_heading(line.text), disabled=True)
            for line in self._lines
        )
        listing.highlighted = 1 if chosen is None else chosen
        self.query_one("#settings-where", Static).update(Content(self._where()))

    def _where(self) -> str:
        if self._broken:
            return (
                f"{self._broken}.\nNothing is changed in a file that cannot be read: change it by hand, "
                "then press u. What is listed are the defaults."
            )
        if self._file is None:
            return _READ_ONLY
        rhythm = settings_view.rhythm(self._now)
        told = "" if rhythm is None else f"   rhythm {rhythm}"
        return f"{self._file}   {settings_view.CHANGED} not the default{told}"

    @property
    def _key(self) -> str:
        highlighted = self.query_one("#settings-list", OptionList).highlighted
        return "" if highlighted is None else self._lines[highlighted].key

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, message: OptionList.OptionHighlighted) -> None:
        key = message.option_id
        if key is not None:
            about = settings_view.about(key, self._defaults[key], allowed_values(key))
            if self._file is not None:
                about = (*about, settings_view.how_to_change(key, self._planned.get(key)))
            self.query_one("#settings-about", Static).update(Content("\n".join(about)))

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_change()

    def action_change(self) -> None:
        """Type another value; a yes or no is changed at once."""
        key = self._key
        if not key or not self._may_change():
            return
        if isinstance(self._now[key], bool):
            self._write({key: not self._now[key]})
            return
        value = self.query_one("#settings-value", ValueInput)
        value.border_title = key
        value.border_subtitle = "enter saves, escape leaves it"
        value.value = settings_view.typed(self._now[key])
        value.display = True
        value.focus()

    def action_reset(self) -> None:
        """Set the default again."""
        key = self._key
        if not key or not self._may_change():
            return
        if self._now[key] == self._defaults[key]:
            self.notify(f"{key} is the default already.")
        else:
            default = self._defaults[key]
            self._write({key: list(default) if isinstance(default, tuple) else default})

    def action_rhythm(self) -> None:
        """From one rhythm to the other."""
        if self._may_change():
            preset = settings_view.other_rhythm(self._now)
            if self._write(PRESETS[preset]):
                when = "once your plan is over: until then its own holds" if self._planned else "from now on"
                self.notify(f"Rhythm {preset}, {when}.")

    def action_to_list(self) -> None:
        """The list has the keys."""
        self.query_one("#settings-list").focus()

    def action_leave_value(self) -> None:
        """Leave the value as it was."""
        self.query_one("#settings-value").display = False
        self.query_one("#settings-told").display = False
        self.query_one("#settings-list").focus()

    @on(Input.Changed, "#settings-value")
    def _value_changed(self, message: Input.Changed) -> None:
        told = self.query_one("#settings-told", Static)
        try:
            checked_value(self._key, message.value)
        except PostureError as error:
            told.update(Content(str(error)))
            told.display = True
        else:
            told.display = False

    @on(Input.Submitted, "#settings-value")
    def _value_submitted(self, message: Input.Submitted) -> None:
        try:
            value = checked_value(self._key, message.value)
        except PostureError:
            return  # what is wrong stands below the field
        if self._write({self._key: value}):
            self.action_leave_value()

    def _may_change(self) -> bool:
        if self._file is None:
            self.notify(_READ_ONLY)
        elif self._broken:
            self.notify("The settings file cannot be read: nothing was changed.", severity="warning")
        return self._file is not None and not self._broken

    def _write(self, values: Mapping[str, Any]) -> bool:
        """Write these values; says whether it worked."""
        from posture.adapters.settings_editor import change_settings  # noqa: PLC0415 - where it is asked for

        assert self._file is not None
        try:
            self._now = flat_settings(change_settings(self._file, values))
            self.post_message(SettingsChanged(values))
        except PostureError as error:
            self.notify(str(error), severity="warning")
            self._read()
            return False
        self._show()
        return True


def _heading(text: str) -> Content:
    return Content.styled(text, "bold")


def settings_screen(where: Places | None, targets: PlanTargets | None) -> SettingsScreen:
    """The settings of this user; the defaults where nothing of his is touched."""
    planned = {} if targets is None else targets.in_use
    return SettingsScreen(None if where is None else where.settings_file, planned)
