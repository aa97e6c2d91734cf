"""Who may sign in: invited, given a role, let go, let in again.

A person signs in for the first time, or after a forgotten password, with a one-time link that an administrator gives
it. No mail is sent.
"""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from goodwill.programme import policy, sign_ins
from goodwill.programme.exports.exporting import take_back
from goodwill.programme.handing_over import hand_over
from goodwill.programme.history import remember
from goodwill.programme.teams import leave_all
from goodwill.records.models import Invitation, User, Workspace
from goodwill.records.once import ask_again
from goodwill.records.user import Role

VALID_FOR = timedelta(days=7)


@transaction.atomic
def invite(*, by: User, name: str, email: str, role: Role) -> str:
    """A new person, and the token of the one-time link with which it sets its password.

    Raises:
        ValidationError: where somebody has this address already.
    """
    _demand(by)
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError("Somebody has an account with this address already.")
    person = User.objects.create_user(email, None, name=name, role=role)
    remember(by=by, action="invited", row=person, after={"email": person.email, "role": person.role})
    return _new_link(by, person)


@transaction.atomic
def make_link(*, by: User, person: User, forget_codes: bool = False) -> str:
    """The token of a new one-time link; an earlier one that was not used opens nothing any more.

    forget_codes: the person lost the device with its one-time codes, and signs in without until it sets up another.
    """
    _demand(by)
    if not person.is_active:
        raise ValidationError(f"{person} may not sign in. Reactivate the account first.")
    if forget_codes:
        Authenticator.objects.filter(user=person).delete()
    remember(by=by, action="made link", row=person, after={"codes forgotten": forget_codes})
    return _new_link(by, person)


def invited(token: str) -> User | None:
    """Whose link this is; None for one that was used, replaced, never made, or is too old."""
    found = _open_invitations(token).select_related("person").first()
    return None if found is None else found.person


@transaction.atomic
def accept(*, token: str, password: str) -> User:
    """The person has this password from now on, and its other sessions end. The link is spent.

    Raises:
        PermissionError: for a link that opens nothing.
        ValidationError: for a password too weak; the link stays good.
    """
    found = _open_invitations(token).select_for_update(of=("self",)).select_related("person").first()
    if found is None:
        raise PermissionError("This link was used already, or is an old one. Ask an administrator for a new one.")
    person = found.person
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    found.used = timezone.now()
    found.save(update_fields=["used"])
    _end_sessions(person, person)
    remember(by=person, action="set password", row=person)
    return person


@transaction.atomic
def rename(*, by: User, name: str) -> None:
    """People name themselves."""
    before = User.objects.get(id=by.id).name
    User.objects.filter(id=by.id).update(name=name)
    remember(by=by, action="renamed", row=by, before={"name": before}, after={"name": name})


@transaction.atomic
def change_address(*, by: User, email: str, address: str = "", device: str = "") -> None:
    """The person signs in with this address from now on. Its password was asked for once more before.

    address, device: of the browser in which it was done.

    Raises:
        ValidationError: where somebody else has the address.
    """
    email = User.objects.normalize_email(email).lower()
    if User.objects.filter(email__iexact=email).exclude(id=by.id).exists():
        raise ValidationError("Somebody has an account with this address already.")
    before = User.objects.get(id=by.id).email
    if before == email:
        return
    User.objects.filter(id=by.id).update(email=email)
    # What allauth may have noted of the former address would go on opening the account.
    EmailAddress.objects.filter(user=by).delete()
    remember(
        by=by,
        action="changed e-mail",
        row=by,
        before={"email": before},
        after={"email": email, "address": address, "device": device[: sign_ins.LONGEST]},
    )


def note_own(*, by: User, action: str, address: str = "", device: str = "") -> None:
    """People change their password and turn one-time codes on and off through allauth; the history tells it too."""
    remember(by=by, action=action, row=by, after={"address": address, "device": device[: sign_ins.LONGEST]})


def end_session(*, by: User, session: UserSession) -> None:
    """Whoever is signed in there is so no more. Raises PermissionDenied for somebody else's session."""
    person = session.user
    if person != by:
        _demand(by)
    sign_ins.note_sign_in(action=sign_ins.ENDED, person=person, by=by, address=session.ip, device=session.user_agent)
    session.end()


@transaction.atomic
def change_role(*, by: User, person: User, role: Role) -> None:
    """Raises ValidationError where nobody would be left to run the workspace."""
    _demand(by)
    _keep_an_administrator(person, Role(role) == Role.ADMINISTRATOR)
    before = User.objects.get(id=person.id).role
    if before == role:
        return
    User.objects.filter(id=person.id).update(role=role)
    ask_again()
    take_back(of=person)
    if role == Role.PARTNER:
        leave_all(person)
    remember(by=by, action="changed role", row=person, before={"role": before}, after={"role": str(role)})


@transaction.atomic
def deactivate(*, by: User, person: User, taker: User | None = None) -> None:
    """The person may not sign in any more; its sessions end now, and links for it open nothing.

    taker: who gets its relationships and open tasks; None leaves them where they are.

    Raises:
        ValidationError: where nobody would be left to run the workspace, or the taker may not take.
    """
    _demand(by)
    _keep_an_administrator(person, stays=False)
    if taker is not None:
        hand_over(by=by, giver=person, taker=taker)
    User.objects.filter(id=person.id).update(is_active=False)
    Invitation.objects.filter(person=person, used__isnull=True).delete()
    _end_sessions(by, person)
    remember(by=by, action="deactivated", row=person, after={"taker": None if taker is None else taker.id})


@transaction.atomic
def reactivate(*, by: User, person: User) -> None:
    """The person may sign in again, with the password it had."""
    _demand(by)
    if User.objects.filter(id=person.id, is_active=False).update(is_active=True):
        remember(by=by, action="reactivated", row=person)


@transaction.atomic
def ask_for_codes(*, by: User, everybody: bool) -> None:
    """Whether everybody signs in with a one-time code as well; who has none is led to set one up."""
    _demand(by)
    workspace = Workspace.the()
    if workspace.codes_for_all == everybody:
        return
    Workspace.objects.filter(id=workspace.id).update(codes_for_all=everybody)
    remember(
        by=by,
        action="set",
        row=workspace,
        before={"codes_for_all": workspace.codes_for_all},
        after={"codes_for_all": everybody},
    )


def _demand(by: User) -> None:
    policy.demand(by, "accounts")


def _keep_an_administrator(person: User, stays: bool) -> None:
    """Raises ValidationError where nobody but the person can run the workspace and it would stop to."""
    # Everyone who takes an administrator away waits here, so that two can not take away each other.
    Workspace.objects.select_for_update().get_or_create(id=1)
    able = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(
        password__startswith=UNUSABLE_PASSWORD_PREFIX
    )
    if not stays and not able.exclude(id=person.id).exists():
        raise ValidationError(f"{person} is the last administrator. Make somebody else one first.")


def _new_link(by: User, person: User) -> str:
    token = secrets.token_urlsafe(24)
    Invitation.objects.filter(person=person, used__isnull=True).delete()
    Invitation.objects.create(person=person, hash=_hash(token), made_by=by, until=timezone.now() + VALID_FOR)
    return token


def _open_invitations(token: str) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        hash=_hash(token), used__isnull=True, until__gt=timezone.now(), person__is_active=True
    )


def _end_sessions(by: User, person: User) -> None:
    for session in UserSession.objects.filter(user=person):
        end_session(by=by, session=session)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
