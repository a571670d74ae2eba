import re
from pathlib import Path

import khabuan.places
from khabuan.places.sentences import sentence_codes

SOURCES = Path(khabuan.places.__file__).parent


def test_every_finding_of_the_pure_modules_has_a_sentence():
    text = "".join(
        (SOURCES / f"{name}.py").read_text("utf-8") for name in ("rules", "council_areas", "imports")
    )
    used = set(
        re.findall(
            r'"((?:placement|change|council_area|cover|row|code|area|subdistrict|village|moo|name|'
            r'body|office)\.[a-z_]+)"',
            text,
        )
    )
    used |= {f"{what}.{code}" for what in ("placement", "group") for code in ("empty_period", "two_at_once")}
    assert used == sentence_codes()
