"""The addresses of group courses."""

from __future__ import annotations

from tvaerspor.actions.groups import open_group
from tvaerspor.actions.therapist import open_course
from tvaerspor.web.gate import Route
from tvaerspor.web.groups import enrolling, group

FORM = ("GET", "HEAD", "POST")
GROUP_ROUTES = (
    Route("hold/", "groups", group.groups, open_group.FIND),
    Route("hold/nyt/", "new_group", group.new_group, open_group.CREATE, FORM),
    Route("hold/<uuid:group>/", "group", group.group, open_group.READ, FORM),
    Route("forloeb/<uuid:course>/hold/", "course_groups", enrolling.course_groups, open_course.EDIT, FORM),
)
