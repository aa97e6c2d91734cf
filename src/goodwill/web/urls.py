from django.urls import include, path, re_path

from goodwill.pages.account import by_administrator

urlpatterns = [
    # Whatever of allauth would send a mail stands behind one page that says whom to ask instead.
    re_path(r"^account/(?P<rest>(?:email|confirm-email|password/reset|password/set|login/code)/.*)$", by_administrator),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("", include("goodwill.pages.urls")),
]
