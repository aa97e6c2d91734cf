"""Addresses of mails, the customer team and the week."""

from django.urls import path

from goodwill.pages.focal_point import mail, mail_settings, speaking, team, week
from goodwill.pages.open_to import open_to

urlpatterns = [
    path("mail/", mail.page, name="unmatched-mail"),
    path("mail/<int:pk>/link", mail.link, name="mail-link"),
    path("mail/<int:pk>/ignore", mail.ignore, name="mail-ignore"),
    path("mail/<int:pk>/back", mail.back, name="mail-back"),
    path("settings/mail", mail_settings.page, name="mail-settings"),
    path("settings/mail/renew", mail_settings.renew, name="mail-renew"),
    path("settings/speaking", speaking.page, name="speaking"),
    path("settings/speaking/topics", speaking.add_topic, name="topic-add"),
    path("settings/speaking/topics/<int:pk>/retire", speaking.retire_topic, name="topic-retire"),
    path("relationships/<int:pk>/team", team.page, name="customer-team"),
    path("relationships/<int:pk>/team/add", team.add, name="customer-team-add"),
    path("relationships/<int:pk>/team/speaking", team.rules, name="speaking-of"),
    path("customer-team/<int:pk>/leave", team.leave, name="team-member-leave"),
    path("customer-team/<int:pk>/back", team.back, name="team-member-back"),
    path("week/", week.page, name="week"),
    path("week/by-mail", week.by_mail, name="week-by-mail"),
]

NEEDS = {
    **open_to("edit", "unmatched-mail mail-link mail-ignore mail-back customer-team-add speaking-of"),
    **open_to("edit", "team-member-leave team-member-back"),
    **open_to("see", "customer-team week week-by-mail"),
    **open_to("steer", "speaking topic-add topic-retire"),
    **open_to("settings", "mail-settings mail-renew"),
}
