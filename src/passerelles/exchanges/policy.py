"""Who may import a national list: the command line, and the platform's administrators."""

from __future__ import annotations

from passerelles.kernel.actors import Actor, ActorKind


def may_import(actor: Actor) -> bool:
    return actor.kind is ActorKind.SYSTEM or actor.is_platform_admin
