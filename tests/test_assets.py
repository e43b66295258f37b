"""What we bring in of the design system, and what we must not."""

import pytest
from django.contrib.staticfiles import finders

from bcf.assets import style_sheet


def test_what_only_gov_uk_may_show_is_left_out() -> None:
    css = (
        '@charset "UTF-8";a{color:red}/*! Copyright (c) 2011 by Margaret Calvert & Henrik Kubel. */'
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
        "b{font-family:GDS Transport,arial,sans-serif}"
        "c{background-image:url(/assets/images/govuk-crest.svg);color:blue}"
        "/*# sourceMappingURL=govuk-frontend.min.css.map */\n"
    )
    made = style_sheet(css)
    assert made.startswith('@charset "UTF-8";/*! Made from govuk-frontend')
    assert made.endswith("a{color:red}b{font-family:arial,sans-serif}c{background-image:none;color:blue}")


def test_a_new_release_with_files_we_do_not_know_stops_the_build() -> None:
    with pytest.raises(ValueError, match="names files or fonts"):
        style_sheet("a{background:url(/assets/new.svg)}")


@pytest.mark.parametrize("name", ["govuk/govuk-frontend.min.css", "govuk/all.bundle.js"])
def test_pages_can_ask_for_it(name: str) -> None:
    assert finders.find(name)
