"""Words and components of every template."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines

from passerelles.kernel.clock import PARIS
from passerelles.kernel.periods import Period
from passerelles.web import french
from passerelles.web.icons import shapes
from tests.web.gallery import request_of

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=PARIS)


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context, request_of(path="/liste?q=lea"))


def test_long_and_short_dates() -> None:
    assert render("{{ d|date_fr }}", d=date(2026, 12, 4)) == "vendredi 4 décembre 2026"
    assert render('{{ d|date_fr:"court" }}', d=date(2026, 6, 1)) == "1er juin 2026"
    assert render("{{ d|date_fr }}", d=None) == ""


def test_an_instant_is_said_in_paris_time() -> None:
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert render('{{ d|date_fr:"court" }}', d=late) == "1er juillet 2026"
    assert render("{{ d|hour_fr }}", d=late) == "0\u00a0h\u00a030"


def test_a_whole_hour_has_no_minutes() -> None:
    assert french.hour(datetime(2026, 12, 4, 14, 0, tzinfo=PARIS)) == "14\u00a0h"


@pytest.mark.parametrize(
    ("start", "last", "said"),
    [
        (date(2026, 11, 2), date(2026, 12, 4), "du 2 novembre au 4 décembre 2026"),
        (date(2026, 11, 2), date(2026, 11, 4), "du 2 au 4 novembre 2026"),
        (date(2026, 12, 1), date(2027, 1, 4), "du 1er décembre 2026 au 4 janvier 2027"),
        (date(2026, 11, 2), None, "depuis le 2 novembre 2026"),
        (None, date(2026, 11, 2), "jusqu’au 2 novembre 2026"),
        (date(2026, 11, 2), date(2026, 11, 2), "le 2 novembre 2026"),
        (None, None, "sans date"),
    ],
)
def test_periods(start: date | None, last: date | None, said: str) -> None:
    assert render("{% period_fr a b %}", a=start, b=last) == said


def test_a_half_open_period_is_said_with_its_last_day() -> None:
    days = Period(date(2026, 9, 1), date(2027, 9, 1))
    assert render("{{ p|period_text }}", p=days) == "du 1er septembre 2026 au 31 août 2027"
    midnight = datetime(2026, 11, 23, 0, 0, tzinfo=PARIS)
    assert render("{{ p|period_text }}", p=Period(NOW, midnight)) == "le 22 novembre 2026"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 22, 14, 29, tzinfo=PARIS), "à l’instant"),
        (datetime(2026, 11, 22, 14, 0, tzinfo=PARIS), "il y a 30 minutes"),
        (datetime(2026, 11, 22, 13, 0, tzinfo=PARIS), "il y a 1 heure"),
        (datetime(2026, 11, 22, 16, 0, tzinfo=PARIS), "aujourd’hui à 16\u00a0h"),
        (datetime(2026, 11, 21, 23, 59, tzinfo=PARIS), "hier"),
        (date(2026, 11, 22), "aujourd’hui"),
        (date(2026, 11, 23), "demain"),
        (date(2026, 11, 17), "il y a 5 jours"),
        (date(2026, 11, 1), "il y a 3 semaines"),
        (date(2026, 6, 12), "il y a 5 mois"),
        (date(2025, 11, 22), "il y a 1 an"),
        (date(2023, 1, 1), "il y a 3 ans"),
        (date(2026, 12, 2), "dans 10 jours"),
    ],
)
def test_delays(moment: date | datetime, said: str) -> None:
    assert french.since(moment, NOW) == said


def test_a_tag_says_its_colour_with_a_sign_and_a_word() -> None:
    html = render('{% tag "coral" word %}', word="manque : <la mère>")
    assert "p-tag--coral" in html
    assert '<span aria-hidden="true">▲</span> manque : &lt;la mère&gt;' in html


def test_an_unknown_colour_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="couleur « rouge » inconnue"):
        render('{% tag "rouge" "x" %}')


def test_icons_are_silent_shapes() -> None:
    by_name, by_emoji = render('{% icon "path" %}'), render('{% icon "🛤️" %}')
    assert by_name == by_emoji
    assert by_name.startswith('<svg class="p-icon"')
    assert 'aria-hidden="true"' in by_name
    assert (
        render("{% icon n %}", n="<b>")
        == '<span class="p-icon" aria-hidden="true">&lt;b&gt;</span>'
    )


def test_shipped_shapes_are_only_shapes() -> None:
    assert len(shapes()) > 40
    for name, shape in shapes().items():
        assert "<script" not in shape, name
        assert "style=" not in shape, name
        assert "http" not in shape, name


def test_a_card_escapes_its_title_and_keeps_its_content() -> None:
    html = render('{% card title=t id="a" %}<p>{{ t }}</p>{% endcard %}', t="<i>")
    assert html == ('<section class="p-card" id="a"><h2>&lt;i&gt;</h2><p>&lt;i&gt;</p></section>')


def test_a_timeline_is_an_ordered_list() -> None:
    html = render(
        '{% timeline label="Étapes" %}{% step when="En juin" title="Essai" state="now" '
        'tag_word="En cours" %}<p>Bilan.</p>{% endstep %}{% endtimeline %}'
    )
    assert html.startswith('<ol class="p-line" aria-label="Étapes"><li class="p-line__item')
    assert "p-line__item--now" in html
    assert "<h3>Essai</h3><p>Bilan.</p></li></ol>" in html
    with pytest.raises(TemplateSyntaxError, match="état « fini » inconnu"):
        render('{% step state="fini" %}{% endstep %}')


def test_a_summary_says_what_is_missing_and_what_its_link_changes() -> None:
    html = render(
        "{% summary_list rows %}", rows=[("Nom", "Léa"), ("Ville", "", "/v", "Compléter")]
    )
    assert '<dd class="govuk-summary-list__value">Léa</dd>' in html
    assert "non renseigné" in html
    assert 'Compléter<span class="govuk-visually-hidden"> (Ville)</span>' in html


def test_zero_is_not_missing() -> None:
    assert "non renseigné" not in render("{% summary_row 'Places' 0 %}")


def test_a_tile_is_one_link() -> None:
    html = render('{% big_tile "/p" "paper" "Mes papiers" 2 %}')
    assert html.count("<a ") == 1
    assert 'href="/p"' in html
    assert "</span> 2</strong>" in html


def test_pages_keep_the_filters() -> None:
    html = render("{% pagination page %}", page=Paginator(range(50), 10).page(2))
    assert 'href="?q=lea&amp;page=3" rel="next"' in html
    assert html.count('aria-current="page"') == 1
    assert render("{% pagination page %}", page=Paginator(range(5), 10).page(1)).strip() == ""


def test_a_chart_has_its_text_and_its_narrow_version() -> None:
    html = render('{% chart "/c.svg" "Progrès de 1 à 3" "/n.svg" %}')
    assert 'alt="Progrès de 1 à 3"' in html
    assert 'srcset="/n.svg"' in html
