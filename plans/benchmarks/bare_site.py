"""A site of one view, the least that saving can be: it writes one row, and tells nobody, keeps and compares nothing."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.models import Answer


@login_required
@require_POST
def save(request: HttpRequest, plan: int) -> JsonResponse:
    sent = json.loads(request.body)
    with transaction.atomic():
        answers = Answer.objects.filter(plan=plan, place=sent["place"])
        answers.update(value=sent["value"], saved_by=request.user.pk, saved_at=timezone.now())
    return JsonResponse({"saved": sent["place"]})


urlpatterns = [path("<int:plan>/", save, name="save")]
