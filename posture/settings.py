"""Every threshold of the program, in one frozen object: unit in the name, bounds and source beside it.

Keys are `section.name`, the same in the settings file, in `--set` and on the settings screen
(CONTRACT.md, Settings). Sources: [Sx] are the studies listed in docs/evidence-of-defaults.md; "ENG"
marks our own engineering choice, which is not a clinical norm.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

_Number = TypeVar("_Number", int, float)


def _within(low: _Number, high: _Number, default: _Number) -> _Number:
    """A field whose value must lie in [low, high]; the bounds stand in its metadata."""
    return field(default=default, metadata={"low": low, "high": high})


def _one_of(*choices: str, default: str) -> str:
    """A field whose value must be one of these words; they stand in its metadata."""
    return field(default=default, metadata={"choices": choices})


def _source(default: str) -> str:
    """A field whose value names something to watch."""
    return field(default=default, metadata={"source": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraSettings:
    """Where pictures come from and how often one is analysed."""

    source: str = _source("0")
    """Camera number, device path, video file, stream or trace."""
    fps: float = _within(0.1, 15, 2.0)
    """Analyses per second of source time. ENG: posture changes over seconds; two suffice."""
    lost_after_s: float = _within(1, 60, 3.0)
    """No frame for this long is `camera_lost`. ENG."""
    gap_s: float = _within(2, 60, 5.0)
    """Nothing at all for longer than this is `suspended`, never sitting. ENG."""
    adaptive: str = _one_of("live", "always", "never", default="live")
    """Whether the rate follows what happens (`posture.pace`): of live sources, always or never."""
    slowest_s: float = _within(0.5, 5, 2.0)
    """Between two looks while nothing changes. ENG: below every dwell that makes an event of presence or

    posture but those of a view; half a dozen looks within the shortest time that is kept of anything, 20 s.
    """
    calm_after_s: float = _within(0, 600, 10.0)
    """Nothing may have been happening for this long before looks become rare. ENG."""
    analyse_every_s: float = _within(0, 30, 5.0)
    """A picture that looks like the one analysed last is analysed all the same after this long; 0: every one

    is. ENG: the most that a change too small for the comparison can be late; as long as `away` takes.
    """
    open_every_s: float = _within(0, 600, 0.0)
    """Battery mode: the camera is opened for a moment every so many seconds, closed in between; 0: it stays

    open. ENG: what happens between two looks is not seen, so nobody is given this without asking for it.
    """
    off_when_away_after_s: float = _within(0, 86400, 900.0)
    """Nobody in view for this long: the camera is closed but for a moment every 15 s; 0: never. ENG."""
    off_when_locked: bool = True
    """Whether the camera is closed while the session is locked, where the system tells (Linux). ENG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceSettings:
    """When somebody is here, and when not."""

    present_after_s: float = _within(0.0, 10.0, 1.0)
    """Seen this long is `present`. ENG."""
    back_after_s: float = _within(0.0, 10.0, 2.0)
    """Seen this long after an absence is `present` again: what an estimator makes of a sleeve in an empty

    chair flickers, and is taken for nobody. ENG.
    """
    away_after_s: float = _within(1, 30, 5.0)
    """Unseen this long is `away`. ENG: longer than bending down for a pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewSettings:
    """When a picture is good enough to judge posture from it. All ENG."""

    unusable_after_s: float = _within(0, 30, 2.0)
    usable_after_s: float = _within(0, 30, 1.0)
    min_visibility: float = _within(0, 1, 0.5)
    """Below this visibility a landmark is taken as hidden."""
    frame_margin: float = _within(0.0, 0.5, 0.05)
    """Shoulders this far outside the frame (fraction of it) are guesses of the estimator."""
    max_yaw: float = _within(0.1, 3.0, 0.75)
    """Nose off the middle of the ears by this many face widths, beyond the user's own: the head is turned.

    A head turned by 35 degrees reads 0.62, by 50 about 0.95 (docs/geometry.md). Less than that makes the
    size of the face useless, not the height of the neck: on recordings of a man who often turned his
    head, the neck alone found his slouches as well in those frames as in the others.
    """
    moved_after_s: float = _within(5.0, 600.0, 20.0)
    """Place or size changed and shape did not, for this long: the camera or the chair moved."""
    moved_back_after_s: float = _within(5.0, 3600.0, 180.0)
    """The same where it looks like leaning back: longer than people lean back."""
    min_shoulders: float = _within(0, 1, 0.08)
    """Shoulders narrower than this fraction of the frame's width: too far away."""
    max_shoulders: float = _within(0.3, 2, 0.95)
    """Shoulders wider than this fraction of the frame's width: too close."""
    dark_below: float = _within(0, 1, 0.08)
    """Mean grey level under which a picture is too dark."""
    back_lit_face: float = _within(0, 1, 0.06)
    """Mean grey level of the face under which it is only an outline before a bright background. ENG; kept

    far below what dark skin reads in a lit room (about 0.15 and more), so that nobody is shut out by it.
    """
    blank_contrast: float = _within(0, 1, 0.02)
    """Grey-level spread under which a picture shows nothing (a closed shutter)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlouchSettings:
    """When a deviation from the user's own reference counts, and when it becomes a prompt."""

    nudge_after_s: float = _within(10, 3600, 300.0)
    """Accumulated exposure before the prompt. No study validates such a duration; 5 min lies between

    ISO 11226's holding times for the trunk (4 min) and the head (8 min) [S57].
    """
    sensitivity: float = _within(0.3, 3, 1.0)
    """Above 1, smaller deviations count; below 1, larger ones. ENG."""
    start_after_s: float = _within(0, 60, 3.0)
    """A label must hold this long to begin an episode: a glance is not one. ENG."""
    end_after_s: float = _within(0, 60, 2.0)
    """Away from the label this long ends the episode. ENG."""
    unknown_ends_after_s: float = _within(1, 3600, 60.0)
    """An episode during which nothing can be judged for this long is over. ENG."""
    recovery_rate: float = _within(0.05, 10, 0.2)
    """Exposure that drains away per second near the reference. ENG: at 0.2, slumping 3 s of every 5 s

    still accumulates 2.6 s per 5 s and prompts within ten minutes; a stopwatch would never fire.
    """
    cooldown_s: float = _within(0, 7200, 600.0)
    """After a prompt exposure starts again from zero and no further prompt comes this long. ENG [S36]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingSettings:
    """Sitting bouts and the breaks between them."""

    nudge_after_s: float = _within(60, 14400, 1800.0)
    """Sitting before a break is due: every 30 min was the interval that helped in a small lab study [S19]."""
    break_target_s: float = _within(20, 3600, 300.0)
    """A whole break: 5 min of walking per 30 min [S19]."""
    break_counts_after_s: float = _within(20, 3600, 60.0)
    """Out of the chair this long ends the bout and counts as a break: 1 min had a modest effect [S19]."""
    micro_break_after_s: float = _within(5, 300, 20.0)
    """Out of the chair this long is a micro-break; it does not end the bout. ENG."""
    missed_after_s: float = _within(30, 7200, 600.0)
    """Sitting on this long after a break was due counts it as missed. ENG."""
    quiet_within_s: float = _within(0, 300, 30.0)
    """A break that is due waits this long at most for the user to stop moving before it asks. ENG: whoever

    is interrupted at a pause is disturbed less; half a minute is nothing beside half an hour.
    """
    unknown_ends_after_s: float = _within(10, 7200, 300.0)
    """A bout during which nothing is known for this long is over: it is closed at what was seen. ENG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillnessSettings:
    """Postural shifts, and how long without one is long."""

    nudge_after_s: float = _within(300, 7200, 1200.0)
    """No postural shift for 20 min: workers slumped after about 20 min [S26]; shifts helped [S25]."""
    shift_held_s: float = _within(1, 60, 3.0)
    """A change of position held this long is a postural shift, not a gesture. ENG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingSettings:
    """Standing told from sitting, and how long of it is long."""

    nudge_after_s: float = _within(300, 14400, 2400.0)
    """Standing before a nudge: symptoms reach relevance after 42 min in pain developers [S33]."""
    sure_after_s: float = _within(1, 60, 5.0)
    """Seen standing, or sitting again, this long on end is a change of the two. ENG: as for `away`."""
    mark_holds_s: float = _within(60, 14400, 3600.0)
    """Standing or sitting marked by hand holds this long at most, then the camera is asked again. ENG:

    whoever forgets that he marked it should not stand in the log all day.
    """


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The days as `reminders.working_days` names them, Monday first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderSettings:
    """How often the program may speak, about what, and when."""

    min_gap_s: float = _within(0, 14400, 600.0)
    """After a prompt nothing but a break is said for this long. ENG, from the caution of the HSE about such
    software [S36]; a break's rhythm is the one the user chose."""
    max_per_hour: int = _within(0, 60, 3)
    """At most this many prompts in any hour; the last of them is kept for a break or homework. ENG [S36]."""
    quiet_hours: tuple[str, ...] = ()
    """Hours without prompts, as "HH:MM-HH:MM"; the log goes on. ENG: none, because days differ."""
    working_days: tuple[str, ...] = field(default=WEEKDAYS, metadata={"words": WEEKDAYS})
    """Days with prompts; on the others only the log goes on. ENG: all, because nobody's week is known."""
    breaks: bool = True
    """Whether breaks are prompted. ENG; so are the three below."""
    slouch: bool = True
    """Whether a posture that lasts is pointed out."""
    stillness: bool = True
    """Whether long sitting without a postural shift is pointed out."""
    standing: bool = True
    """Whether long standing is pointed out."""
    meeting_when_camera_taken: bool = True
    """Whether prompts wait while another program holds the camera. ENG."""
    meeting_ends_after_s: float = _within(60, 86400, 10800.0)
    """A meeting that nobody ended is over after this long. ENG: few are longer than 3 h."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifySettings:
    """How a prompt reaches a user who looks elsewhere; screen and log tell it in any case. All ENG."""

    method: str = _one_of("desktop", "bell", "silent", default="desktop")
    """A notification of the desktop, the bell of the terminal, or nothing."""
    break_due: bool = True
    """Whether a break that is due is told this way."""
    slouch: bool = True
    """Whether a posture that has lasted is told this way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TipSettings:
    """Tips from the education library. All ENG."""

    enabled: bool = True
    """Whether tips are shown. What a check-in calls for (a warning sign) is shown in any case."""
    min_gap_s: float = _within(0, 604800, 3600.0)
    """At least this long between two tips."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinSettings:
    """How often the questions of a check-in are due, where no plan says otherwise. All ENG."""

    pain_every_days: int = _within(1, 90, 7)
    """The questions are about the last 7 days."""
    activities_every_days: int = _within(1, 90, 14)
    change_every_days: int = _within(7, 180, 28)
    """The usual time between two reviews."""
    warning_signs_every_days: int = _within(1, 31, 30)
    """Every month at the least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSettings:
    """How long what was recorded is kept."""

    keep_days: int = _within(0, 36500, 0)
    """Sessions that ended more days ago are removed when a monitor starts; 0 keeps all. ENG: nobody's

    record is removed unasked.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeworkSettings:
    """The exercises of a physical therapist's plan. ENG."""

    remind_at: tuple[str, ...] = field(default=(), metadata={"times": True})
    """When to be reminded of what is left, as "HH:MM"; none: the times of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenSettings:
    """How the app looks. All ENG."""

    theme: str = _one_of(
        "auto",
        "textual-dark",
        "textual-light",
        "nord",
        "gruvbox",
        "catppuccin-mocha",
        "dracula",
        "tokyo-night",
        "monokai",
        "flexoki",
        "catppuccin-latte",
        "catppuccin-frappe",
        "catppuccin-macchiato",
        "solarized-light",
        "solarized-dark",
        "rose-pine",
        "rose-pine-moon",
        "rose-pine-dawn",
        "atom-one-dark",
        "atom-one-light",
        "ansi-dark",
        "ansi-light",
        default="auto",
    )
    """The colours; auto: what the variable TEXTUAL_THEME says, else dark ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterSettings:
    """One-Euro smoothing of landmarks [Casiez 2012]. ENG values, checked on still-person noise."""

    min_cutoff_hz: float = _within(0.01, 20, 0.5)
    beta: float = _within(0, 50, 2.0)
    derivative_cutoff_hz: float = _within(0.01, 20, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings; the defaults are what the program does when no file says otherwise."""

    camera: CameraSettings = field(default_factory=CameraSettings)
    presence: PresenceSettings = field(default_factory=PresenceSettings)
    view: ViewSettings = field(default_factory=ViewSettings)
    slouch: SlouchSettings = field(default_factory=SlouchSettings)
    sitting: SittingSettings = field(default_factory=SittingSettings)
    stillness: StillnessSettings = field(default_factory=StillnessSettings)
    standing: StandingSettings = field(default_factory=StandingSettings)
    reminders: ReminderSettings = field(default_factory=ReminderSettings)
    notify: NotifySettings = field(default_factory=NotifySettings)
    tips: TipSettings = field(default_factory=TipSettings)
    checkins: CheckinSettings = field(default_factory=CheckinSettings)
    data: DataSettings = field(default_factory=DataSettings)
    homework: HomeworkSettings = field(default_factory=HomeworkSettings)
    screen: ScreenSettings = field(default_factory=ScreenSettings)
    filter: FilterSettings = field(default_factory=FilterSettings)


DESCRIPTIONS = {
    "camera.source": "What is watched where no --source is given",
    "camera.fps": "Pictures analysed per second",
    "camera.lost_after_s": "No picture for this long: the camera is lost",
    "camera.gap_s": "Nothing at all for longer than this: the computer slept",
    "camera.adaptive": "Whether fewer pictures are analysed while nothing changes: live, always, never",
    "camera.slowest_s": "While nothing changes, one look in so many seconds",
    "camera.calm_after_s": "Nothing happening for this long: looks become rare",
    "camera.analyse_every_s": "A picture like the last one analysed is analysed again after this long",
    "camera.open_every_s": "Battery mode: the camera is opened for a moment every so many seconds; 0: no",
    "camera.off_when_away_after_s": "Away for this long: the camera is closed but for short looks; 0: never",
    "camera.off_when_locked": "Whether the camera is closed while the session is locked",
    "presence.present_after_s": "In view this long: you are here",
    "presence.back_after_s": "In view this long after an absence: you are back",
    "presence.away_after_s": "Out of view this long: you are away",
    "view.unusable_after_s": "No usable view for this long: posture is not judged",
    "view.usable_after_s": "A usable view for this long: posture is judged again",
    "view.min_visibility": "A part of the body less visible than this is taken as hidden",
    "view.frame_margin": "Shoulders farther outside the picture than this share of it are not used",
    "view.max_yaw": "The head turned farther than this, in widths of the face: turned away",
    "view.moved_after_s": "You seem elsewhere in the same shape for this long: the camera or chair moved",
    "view.moved_back_after_s": "The same where it looks like leaning back",
    "view.min_shoulders": "Shoulders narrower than this share of the picture: too far away",
    "view.max_shoulders": "Shoulders wider than this share of the picture: too close",
    "view.dark_below": "A picture darker than this, from black 0 to white 1, is too dark",
    "view.back_lit_face": "A face darker than this, 0 to 1, before a bright background is back-lit",
    "view.blank_contrast": "A picture with less contrast than this shows nothing",
    "slouch.nudge_after_s": "This much time off your reference leads to a prompt",
    "slouch.sensitivity": "Above 1 smaller deviations count, below 1 only larger ones",
    "slouch.start_after_s": "A posture held this long begins a spell off your reference",
    "slouch.end_after_s": "Back near your reference this long ends it",
    "slouch.unknown_ends_after_s": "Not judged for this long ends it too",
    "slouch.recovery_rate": "Seconds taken off again for each second near your reference",
    "slouch.cooldown_s": "No second prompt about posture for this long",
    "sitting.nudge_after_s": "Sitting this long makes a break due",
    "sitting.break_target_s": "How long a whole break is",
    "sitting.break_counts_after_s": "Out of the chair this long counts as a break",
    "sitting.micro_break_after_s": "Out of the chair this long counts as a micro-break",
    "sitting.missed_after_s": "Sitting on this long counts the break as missed",
    "sitting.quiet_within_s": "A break that is due waits at most this long for a quiet moment",
    "sitting.unknown_ends_after_s": "Nothing known for this long ends the time of sitting",
    "stillness.nudge_after_s": "Sitting this long without a change of position leads to a prompt",
    "stillness.shift_held_s": "A change of position held this long counts as one",
    "standing.nudge_after_s": "Standing this long leads to a prompt",
    "standing.sure_after_s": "Seen standing, or sitting again, this long: it is so",
    "standing.mark_holds_s": "Standing or sitting marked by hand holds at most this long",
    "reminders.min_gap_s": "After a prompt nothing but a break is said for this long",
    "reminders.max_per_hour": "At most this many prompts an hour, the last one for a break",
    "reminders.quiet_hours": "Hours without prompts",
    "reminders.working_days": "Days with prompts",
    "reminders.breaks": "Whether breaks are prompted",
    "reminders.slouch": "Whether a slouch that lasts is pointed out",
    "reminders.stillness": "Whether long sitting in one position is pointed out",
    "reminders.standing": "Whether long standing is pointed out",
    "reminders.meeting_when_camera_taken": "Prompts wait while another program holds the camera",
    "reminders.meeting_ends_after_s": "A meeting that nobody ended is over after this long",
    "notify.method": "How prompts reach you outside the app",
    "notify.break_due": "Whether a break that is due is told",
    "notify.slouch": "Whether a slouch that lasted is told",
    "tips.enabled": "Whether tips are shown; warning signs are told in any case",
    "tips.min_gap_s": "At least this long between two tips",
    "checkins.pain_every_days": "Pain is asked again after so many days",
    "checkins.activities_every_days": "Your activities are asked again after so many days",
    "checkins.change_every_days": "The change so far is asked again after so many days",
    "checkins.warning_signs_every_days": "Warning signs are asked again after so many days",
    "data.keep_days": "What you did longer ago than so many days is removed at the next start; 0: never",
    "homework.remind_at": "When to be reminded of exercises that are left; none: the times of your plan",
    "screen.theme": "The colours of the app; auto: TEXTUAL_THEME, else dark",
    "filter.min_cutoff_hz": "Smoothing of a still body: lower is smoother",
    "filter.beta": "How much less is smoothed while moving",
    "filter.derivative_cutoff_hz": "Smoothing of the speed that decides this",
}
"""What each key does, in a line for `posture settings`. Keys that end in `_s` are seconds."""
