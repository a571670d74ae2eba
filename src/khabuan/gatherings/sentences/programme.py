"""The programme in words: who somebody was that day."""

from __future__ import annotations

from khabuan.registry.models import Appointment


def post_words(appointment: Appointment) -> str:
    """ประธาน สภาองค์กรชุมชนตำบลดาวเรือง: the post with its body, as it is frozen. Post and body must be joined."""
    post, body = str(appointment.post), appointment.post.organisation.name
    return post if body in post else f"{post} {body}"
