"""Pick the camera by what each one sees: live figures side by side, never a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui.camera_tour import CameraClosed, CameraSeen, CameraTour, TourComplete
from tui.first_run import StepAnswer
from tui.screens.first_run import FirstRunScreen
from tui.widgets.figure import Figure
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture.adapters.camera_list import ListedCamera
    from tui.first_run_flow import FirstRunFlow

SEEN_TIMES = 6
"""An only camera that has seen somebody this often is taken: three seconds at two pictures a second."""

_SEARCHING = "Looking for cameras …"
_NONE = (
    "No camera gives a picture.\n\n"
    "Plug one in, open its shutter, or close the program that uses it, then press r to look again.\n"
    "d shows the demo: a recorded day, no camera needed."
)
_PRIVACY = "Only these lines are drawn. No picture is shown or kept."


class CameraPanel(Vertical):
    """One camera: its figure, and in words what it sees."""

    def __init__(self, camera: ListedCamera) -> None:
        super().__init__(classes="camera")
        self.camera = camera
        self.seen_times = 0
        self.border_title = f"camera {camera.source}"
        self.border_subtitle = camera.name[:30]

    def compose(self) -> ComposeResult:
        """The figure above the words."""
        yield Figure()
        yield Static("opening …", classes="camera-words")

    def show(self, seen: CameraSeen) -> None:
        """Draw what it sees."""
        somebody = seen.pose is not None
        self.seen_times += somebody
        self.query_one(Figure).show(seen.pose, None, seen.frame_size, "nobody in view")
        self.query_one(".camera-words", Static).update("● sees somebody" if somebody else "◌ sees nobody")


class CameraScreen(FirstRunScreen):
    """Returns the camera chosen as the setting `camera.source`.

    Args:
        flow: the first run, which lists and opens the cameras and knows who holds one.
    """

    DEFAULT_CSS = "CameraScreen { align: left top; }"
    CSS = """
    #camera-title { height: 1; padding: 0 1; background: $panel; text-style: bold; }
    #cameras { height: 1fr; }
    .camera { width: 1fr; height: 1fr; border: round $foreground-muted; padding: 0 1; }
    .camera.-chosen { border: heavy $primary; border-title-style: bold reverse; }
    .camera Figure { width: 1fr; }
    .camera-words { height: 1; text-align: center; }
    #camera-note { height: auto; padding: 1 1 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Use this one", tooltip="watch with this camera from now on"),
        Binding(
            "right,tab", "next(1)", "Next", key_display="←→", tooltip="the next camera, or the one before"
        ),
        Binding("left,shift+tab", "next(-1)", "Previous", show=False),
        Binding("r", "again", "Look again", tooltip="look for cameras again"),
        Binding("d", "demo", "Demo", tooltip="a recorded day, no camera needed"),
    ]

    def __init__(self, flow: FirstRunFlow) -> None:
        super().__init__(id="camera-screen")
        self._flow = flow
        self._tour: CameraTour | None = None
        self._complete = False
        self._chosen = 0

    def compose(self) -> ComposeResult:
        """A panel for each camera comes between title and note."""
        yield Static("Which camera sees you while you work?", id="camera-title")
        yield Horizontal(id="cameras")
        yield Static(Content(_SEARCHING), id="camera-note")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to look."""
        self._list()

    def on_unmount(self) -> None:
        """Let the cameras go."""
        if self._tour is not None:
            self._tour.stop()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _list(self) -> None:
        self._flow.wait_until_free()
        self.app.call_from_thread(self.call_later, self._look, self._flow.first_run.cameras())

    async def _look(self, cameras: Sequence[ListedCamera]) -> None:
        await self.query_one("#cameras").remove_children()
        self.query_one("#cameras").display = True
        await self.query_one("#cameras").mount(*map(CameraPanel, cameras))
        self._complete, self._chosen = False, 0
        self._tour = CameraTour(cameras, self._flow.first_run.open_camera, self.post_message)
        self._flow.hold(self._tour.ended)
        self._tour.start()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is to do."""
        del parameters
        panels = len(self._panels)
        if action == "choose":
            return any(panel.seen_times or panel.has_class("-open") for panel in self._panels)
        if action == "next":
            return panels > 1
        return action != "again" or self._complete

    @property
    def _panels(self) -> list[CameraPanel]:
        return list(self.query(CameraPanel))

    def _panel(self, source: str) -> CameraPanel | None:
        return next((panel for panel in self._panels if panel.camera.source == source), None)

    def on_camera_seen(self, message: CameraSeen) -> None:
        """A camera works: draw what it sees."""
        panel = self._panel(message.source)
        if panel is None:
            return
        if not panel.has_class("-open"):
            panel.add_class("-open")
            self._mark()
        panel.show(message)
        only = self._complete and len(self._panels) == 1
        # Pictures that wait in the queue still come when the choice is made.
        if only and panel.seen_times >= SEEN_TIMES and self.is_current:
            self.action_choose()

    async def on_camera_closed(self, message: CameraClosed) -> None:
        """A camera gives nothing: it is not offered."""
        panel = self._panel(message.source)
        if panel is not None:
            await panel.remove()
            self._mark()
            self._say()

    def on_tour_complete(self, message: TourComplete) -> None:
        """Every camera was tried."""
        del message
        self._complete = True
        self._mark()
        self._say()

    def _mark(self) -> None:
        panels = self._panels
        self._chosen = min(self._chosen, max(0, len(panels) - 1))
        for index, panel in enumerate(panels):
            panel.set_class(index == self._chosen, "-chosen")
        self.refresh_bindings()

    def _say(self) -> None:
        if not self._complete:
            return
        panels = len(self._panels)
        self.query_one("#cameras").display = panels > 0
        if panels == 0:
            words = _NONE
        elif panels == 1:
            words = f"The only camera there is: it is taken as soon as it has seen you. {_PRIVACY}"
        else:
            words = f"Choose with ← and →, then enter. {_PRIVACY}"
        self.query_one("#camera-note", Static).update(Content(words))

    def action_next(self, step: int) -> None:
        """Another camera."""
        self._chosen = (self._chosen + step) % len(self._panels)
        self._mark()

    def action_choose(self) -> None:
        """Use the camera that is marked."""
        panels = self._panels
        if panels and panels[self._chosen].has_class("-open"):
            self.dismiss(StepAnswer(settings={"camera.source": panels[self._chosen].camera.source}))

    def action_again(self) -> None:
        """Look through the cameras once more."""
        if self._tour is not None:
            self._tour.stop()
        self._complete = False
        self.query_one("#camera-note", Static).update(Content(_SEARCHING))
        self._list()

    def action_demo(self) -> None:
        """A recorded day instead."""
        self.dismiss(StepAnswer(go=0, demo=True))
