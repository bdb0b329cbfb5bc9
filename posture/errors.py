"""The error tree. Each message is one sentence: what is wrong, and what to do about it.

`PostureError` is caught at the console: its text goes to stderr and the exit code is 1 (`UsageError`:
2). Anything else that reaches the console is a defect of ours.
"""

from __future__ import annotations


class PostureError(Exception):
    """The work failed for a reason the user can do something about."""


class UsageError(PostureError):
    """The command was called in a way it does not understand (exit code 2)."""


class SourceError(PostureError):
    """A camera, video, stream or trace cannot be opened or read."""


class TraceError(SourceError):
    """A landmark trace is malformed; the message names the line."""


class NotYetError(PostureError):
    """What is looked for is not there or not known yet, which is no fault; the message says what to do."""


class ModelError(PostureError):
    """The pose model or a native library it needs is missing or damaged."""


class ProfileError(PostureError):
    """A calibration profile cannot be read or written."""


class CalibrationError(PostureError):
    """There were too few usable observations to make a reference."""


class EducationError(PostureError):
    """A file of the education library cannot be read or does not hold what it should."""


class WarningSignError(PostureError):
    """The list of warning signs cannot be read or does not hold what it should."""


class SettingsError(PostureError):
    """A setting has an unknown key or a value that is not allowed."""


class StorageError(PostureError):
    """The log cannot be opened, read or written."""


class DamagedLogError(StorageError):
    """The file of the log does not hold what was written."""


class FullDiskError(StorageError):
    """There is no room on the disk for the moment."""


class LockedLogError(StorageError):
    """Another program holds the file of the log for the moment."""


class ExerciseError(PostureError):
    """A definition of an exercise cannot be read; the message names the file and the key."""


class PlanError(PostureError):
    """A physical therapist's plan cannot be read or used, or none is in use."""


class ReportError(PostureError):
    """A report cannot be read or written."""


class ServiceError(PostureError):
    """The system's manager of services is not there or refused."""


class ControlError(PostureError):
    """The running monitor cannot be reached or controlled, or its control socket cannot be opened."""


class NoMonitorError(ControlError):
    """No monitor is running."""


class MonitorRunningError(ControlError):
    """A monitor is running already, and there can be only one."""
