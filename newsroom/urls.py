from django.contrib import admin
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

urlpatterns = [
    path("admin/", admin.site.urls),
    # Without a token: public pages are cached for everybody, and a reader's language is no secret.
    path("language/", csrf_exempt(set_language), name="set_language"),
    path("", include("issues.urls")),
]

handler404 = "issues.views.not_found"
handler500 = "issues.views.server_error"
