"""Configuration: what a run is done with, from files, the environment and the command line."""

from __future__ import annotations

from attrib.config.plan import plan, plan_stdin, run_settings_here, settings_here
from attrib.config.settings import FailLevel, Overrides, Plan, RunSettings, Settings, Target

__all__ = [
    "FailLevel",
    "Overrides",
    "Plan",
    "RunSettings",
    "Settings",
    "Target",
    "plan",
    "plan_stdin",
    "run_settings_here",
    "settings_here",
]
