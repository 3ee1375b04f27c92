"""Logging in and out with allauth's local accounts, choosing a role, and the demo's one-click log-ins."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.views import LoginView, PasswordChangeView
from django.conf import settings
from django.contrib.auth import SESSION_KEY, login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from tvaerspor.actions.organisation import matrix
from tvaerspor.records.models import Membership, User
from tvaerspor.terms.text import Language
from tvaerspor.web.account.members import choose, memberships
from tvaerspor.web.templating import address, show
from tvaerspor.web.visit import Visit

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DEMO_PREFIX = "demo-"
MOST_ACCOUNTS = 40


class _LogIn(LoginView):  # type: ignore[misc]
    """allauth's log-in with its counting of wrong passwords; the page is ours."""

    language: Language = "da"

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        request: HttpRequest = self.request
        known = {
            "form": context["form"],
            "next": own_path(request.GET.get("next") or request.POST.get("next") or ""),
            "expired": request.GET.get("udloebet") == "1",
            "demo": demo_accounts(),
            "titles": {id_: role.title for id_, role in matrix().roles.items()},
        }
        return show(request, "account/log_in", self.language, known, 422 if context["form"].errors else 200)

    def get_context_data(self, **known: Any) -> dict[str, Any]:
        return {"form": known.get("form") or self.get_form()}

    def form_valid(self, form: Any) -> HttpResponse:
        if not form.user.is_active:  # closed: the same answer as to a wrong password
            form.add_error(None, "closed")
            return self.render_to_response(self.get_context_data(form=form))
        response: HttpResponse = super().form_valid(form)
        return response

    def get_success_url(self) -> str:
        return own_path(self.request.POST.get("next", "")) or address(self.language, "home")


def log_in(request: HttpRequest, language: Language) -> HttpResponse:
    """The log-in page; whoever is logged in goes on to their own page."""
    if request.session.get(SESSION_KEY) and request.method != "POST":
        return redirect(address(language, "home"))
    response: HttpResponse = _LogIn.as_view(language=language)(request)
    return response


def log_out(request: HttpRequest, language: Language) -> HttpResponse:
    """Ends the session on the server."""
    logout(request)
    return redirect(f"{address(language, 'log_in')}?ud=1")


def demo_accounts() -> tuple[Membership, ...]:
    """The demo's accounts, one for each role; none outside the demo."""
    if not settings.DEMO:
        return ()
    rows = Membership.objects.filter(user__username__startswith=DEMO_PREFIX, is_active=True)
    return tuple(rows.select_related("user", "unit").order_by("id")[:MOST_ACCOUNTS])


def demo_log_in(request: HttpRequest, language: Language) -> HttpResponse:
    """Logs in as one of the demo's accounts; there is no such page outside the demo."""
    name = request.POST.get("username", "")
    user = User.objects.filter(username=name, is_active=True).first() if name.startswith(DEMO_PREFIX) else None
    if not settings.DEMO or user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    return redirect(own_path(request.POST.get("next", "")) or address(language, "home"))


def role(request: HttpRequest, language: Language) -> HttpResponse:
    """Where one chooses among one's roles; somebody without any is told whom to ask."""
    user = request.session.get(SESSION_KEY)
    if user is None:
        return redirect(address(language, "log_in"))
    goal = own_path(request.GET.get("next") or request.POST.get("next") or "") or address(language, "home")
    chosen = request.POST.get("member", "")
    if request.method == "POST" and chosen.isdigit() and choose(request, int(chosen)):
        return redirect(goal)
    known = {"found": memberships(user), "next": goal, "titles": {i: each.title for i, each in matrix().roles.items()}}
    return show(request, "account/role", language, known)


class _ChangePassword(PasswordChangeView):  # type: ignore[misc]
    """allauth's change of password; the page is ours."""

    visit: Visit | None = None

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        assert self.visit is not None, "given where the view is made"
        return self.visit.show("account/password", {"form": context["form"]}, 422 if context["form"].errors else 200)

    def get_success_url(self) -> str:
        assert self.visit is not None, "given where the view is made"
        return f"{address(self.visit.language, 'home')}?gjort=password"


def change_password(visit: Visit) -> HttpResponse:
    """A new password for oneself."""
    response: HttpResponse = _ChangePassword.as_view(visit=visit)(visit.request)
    return response


def own_path(goal: str) -> str:
    """A path on this site, or nothing: nobody is sent to other sites after logging in."""
    parts = urlsplit(goal)
    is_own = goal.startswith("/") and not goal.startswith("//") and not parts.netloc and "\\" not in goal
    return goal if is_own else ""
