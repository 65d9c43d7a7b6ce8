"""The demonstration shows the accompaniment of one person, told through the actions of the pages."""

from __future__ import annotations

import pytest
from django.test import Client

from passerelles.support.models import AccompanimentAct, ThreePartPlan
from tests.browser.territory import build_territory


@pytest.mark.django_db
def test_amine_is_accompanied_and_his_coach_has_a_way_in() -> None:
    territory = build_territory()
    secrets, amine = territory.secrets, territory.person("Amine")
    assert AccompanimentAct.unscoped.filter(person=amine).count() == 3
    assert ThreePartPlan.unscoped.filter(person=amine, state="active").count() == 1
    (path,) = [way for way in secrets if way.startswith("/coach/")]
    code = secrets[path].rpartition(" ")[2]
    client = Client()
    assert client.post(path, {"code": code}).status_code == 302
    text = client.get(f"{path}suivi/").content.decode()
    assert "Travailler dans un entrepôt" in text
    assert "Darwish" not in text
