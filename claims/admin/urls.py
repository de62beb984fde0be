"""The addresses of the desk that need no sign-in."""

from django.contrib.auth import views
from django.urls import path

from claims.actions.accounts import mail as mailing
from claims.admin.accounts import passwords, sign_in

urlpatterns = [
    path("second-factor/code/", sign_in.ask_for_code, name="second-factor-code"),
    # Django's sign-in page uses these names.
    path("password-reset/", passwords.AskForReset.as_view(), name="admin_password_reset"),
    path(
        "password-reset/sent/",
        views.PasswordResetDoneView.as_view(
            title="New password", extra_context={"mail_is_off": mailing.is_off}
        ),
        name="password_reset_done",
    ),
    path(
        "password-reset/done/",
        views.PasswordResetCompleteView.as_view(title="The password is set"),
        name="password_reset_complete",
    ),
    path("password-reset/<uidb64>/<token>/", passwords.SetAnew.as_view(), name="password_reset_confirm"),
    path("invitation/<uidb64>/<token>/", passwords.AcceptInvitation.as_view(), name="invitation"),
]
