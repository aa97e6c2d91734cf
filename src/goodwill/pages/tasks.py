from collections.abc import Callable
from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from goodwill.pages import beside
from goodwill.pages.request import SignedIn
from goodwill.programme import policy, tasks
from goodwill.programme.locking import EditedMeanwhileError
from goodwill.programme.planning.to_do import plan_of_task
from goodwill.records.models import Task, User


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class EditForm(forms.Form):
    title = forms.CharField(max_length=200, label="What")
    due = forms.DateField(label="By", widget=day_input())
    remind = forms.DateField(
        label="Remind on", required=False, widget=day_input(), help_text="It then stands on your day before it is due."
    )


class GiveForm(forms.Form):
    owner = forms.TypedChoiceField(label="To whom", coerce=int)

    def __init__(self, *args: object, task: Task, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["owner"].choices = [(person.id, str(person)) for person in tasks.takers(task)]  # type: ignore[attr-defined]


class GiveUpForm(forms.Form):
    reason = forms.CharField(max_length=300, label="Why")


def page(request: SignedIn, pk: int) -> HttpResponse:
    """Change a task or promise; put it off, give it to somebody else or give it up from the same page."""
    task = _task(request, pk)
    may = tasks.editable(request.user, task) and task.done is None
    form = EditForm(request.POST or None, initial={"title": task.title, "due": task.due, "remind": task.remind})
    if request.method == "POST" and form.is_valid():
        try:
            tasks.edit(by=request.user, task=task, **form.cleaned_data, seen=beside.as_seen(request, form))
        except EditedMeanwhileError as edited:
            return _meanwhile(request, form, edited)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "The task is changed.")
            return _back(request, task)
    give = GiveForm(task=task) if may else None
    return render(
        request,
        "goodwill/task.html",
        {
            "task": task,
            "form": form,
            "original": _now(task),
            "give": give,
            "give_up": GiveUpForm(),
            "may": may,
            "next": _next(request),
            "plan": plan_of_task(request.user, task),
        },
    )


def _now(task: Task) -> dict[str, object]:
    """As the form has it."""
    return {"title": task.title, "due": task.due.isoformat(), "remind": task.remind.isoformat() if task.remind else ""}


def _meanwhile(request: SignedIn, form: EditForm, edited: EditedMeanwhileError) -> HttpResponse:
    task = edited.theirs
    about = {"heading": task.title, "crumb": task.get_kind_display(), "party": task.party}
    back = reverse("task", args=[task.pk])
    return beside.meanwhile(request, form, edited, dict(form.cleaned_data), back=back, context=about, now=_now)


@require_POST
def later(request: SignedIn, pk: int) -> HttpResponse:
    """To a day that was chosen, or to tomorrow."""
    task = _task(request, pk)
    form = forms.Form(request.POST)
    form.fields["to"] = forms.DateField(required=False)
    if not form.is_valid():
        messages.error(request, "Choose a day, such as 2026-01-31.")
        return redirect("task", pk=pk)
    to = form.cleaned_data["to"] or max(timezone.localdate(), task.due) + timedelta(days=1)

    def act() -> str:
        tasks.postpone(by=request.user, task=task, to=to)
        return f"Put off to {to.day} {to:%B %Y}: {task.title}"

    return _do(request, task, act)


@require_POST
def give(request: SignedIn, pk: int) -> HttpResponse:
    task = _task(request, pk)
    if not tasks.editable(request.user, task):
        raise PermissionDenied("This task belongs to another manager.")
    form = GiveForm(request.POST, task=task)

    def act() -> str:
        if not form.is_valid():
            raise ValidationError("Choose one of the list.")
        owner = User.objects.get(id=form.cleaned_data["owner"])
        tasks.give_to(by=request.user, task=task, owner=owner)
        return f"{owner} does it now: {task.title}"

    return _do(request, task, act)


@require_POST
def give_up(request: SignedIn, pk: int) -> HttpResponse:
    task = _task(request, pk)

    def act() -> str:
        tasks.give_up(by=request.user, task=task, reason=request.POST.get("reason", ""))
        return f"{'Promise broken' if task.kind == 'promise' else 'Given up'}: {task.title}"

    return _do(request, task, act, undo=reverse("task-reopen", args=[pk]))


def _task(request: SignedIn, pk: int) -> Task:
    return get_object_or_404(policy.tasks(request.user).select_related("party", "owner"), pk=pk)


def _do(request: SignedIn, task: Task, act: Callable[[], str], undo: str = "") -> HttpResponse:
    try:
        messages.success(request, act(), extra_tags=undo)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("task", pk=task.pk)
    return _back(request, task)


def _back(request: SignedIn, task: Task) -> HttpResponse:
    found = _next(request)
    if found:
        return redirect(found)
    visible = task.party is not None and policy.seen_by(request.user, task.party)
    return redirect("record", pk=task.party_id) if request.POST.get("to_record") and visible else redirect("today")


def _next(request: SignedIn) -> str:
    """Where the person came from, if that is one of our own addresses."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, None) else ""
