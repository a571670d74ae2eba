"""The sentences for the findings of this app: what is wrong and what to do next, in the reader's language.

The pure modules speak in codes and facts; doors turn them into words here.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khabuan.places.finding import Found, Why

_SENTENCES: Mapping[str, str | Promise] = {
    "placement.empty_period": _("The end %(until)s is not after the beginning %(since)s."),
    "placement.two_at_once": _(
        "This area would stand under two areas at once from %(since)s. End the earlier first."
    ),
    "placement.unknown_area": _("The area %(area)s is not on record."),
    "placement.wrong_level": _(
        "%(area)s cannot stand directly under %(parent)s: a level is missing between them."
    ),
    "placement.circle": _("%(area)s and %(parent)s would stand under each other."),
    "group.empty_period": _("The end %(until)s is not after the beginning %(since)s."),
    "group.two_at_once": _(
        "The area %(area)s would be in two groups of this set from %(since)s. End the earlier first."
    ),
    "change.shape": _(
        "A split has one old area and several new ones, a merge several old ones and one new: choose again."
    ),
    "change.no_reason": _("Write the reason for the change."),
    "change.ended": _("The area %(area)s already ended on %(ended)s."),
    "change.mixed_kinds": _("All areas of one change must be of one kind."),
    "council_area.bangkok_district": _("In Bangkok every district is one council area."),
    "council_area.tambon": _("One council area for the tambon %(subdistrict)s."),
    "council_area.has_part": _("%(body)s has part of this tambon."),
    "council_area.has_whole": _("%(body)s has the whole of this tambon."),
    "council_area.body": _("One council area for the local government %(body)s."),
    "council_area.takes_part": _(
        "Takes part of the tambon %(subdistrict)s. Others in this tambon: %(others)s."
    ),
    "council_area.takes_whole": _("Takes the whole tambon %(subdistrict)s."),
    "council_area.rest": _(
        "The rest of the tambon %(subdistrict)s, outside %(body)s: no local government is on record for it."
    ),
    "council_area.no_body": _("No local government is on record for the tambon %(subdistrict)s."),
    "council_area.same_name": _(
        "%(area)s is in the list %(times)s times. Check whether one replaced the other."
    ),
    "cover.unknown_subdistrict": _(
        "%(body)s covers the code %(subdistrict)s, which is no tambon of this province."
    ),
    "cover.nothing": _(
        "%(body)s covers no tambon of this province, so no area is proposed. Add what it covers."
    ),
    "cover.whole_and_shared": _(
        "The tambon %(subdistrict)s is covered whole by one but also by others (%(bodies)s). Check them."
    ),
    "row.double": _("The same as row %(first)s. Delete one of the two."),
    "code.length": _("The code “%(value)s” should have %(digits)s digits. Look it up and type it again."),
    "area.other_province": _(
        "The code %(value)s belongs to another province than %(province)s. Take this row out."
    ),
    "subdistrict.missing": _("Write the 6-digit code of the tambon."),
    "subdistrict.renumbered": _("The code %(value)s is no longer in use. Taken as %(now)s (%(name)s)."),
    "subdistrict.split": _("The code %(value)s was split into %(now)s. Choose one of them."),
    "subdistrict.abolished": _(
        "The code %(value)s was abolished and no successor is known. Write the code of the tambon today."
    ),
    "subdistrict.unknown": _("There is no tambon with the code %(value)s. Look it up and type it again."),
    "village.other_subdistrict": _(
        "The village code %(value)s does not belong to the tambon %(subdistrict)s. Correct one of the two."
    ),
    "moo.missing": _("Write the moo number."),
    "moo.shape": _("The moo number “%(value)s” should be a number from 1 to 99."),
    "moo.from_code": _("The moo number was empty. Taken as %(moo)s from the village code."),
    "moo.other_than_code": _(
        "Moo %(value)s does not agree with the village code (moo %(in_code)s). Correct one of the two."
    ),
    "name.missing": _("Write the name."),
    "name.not_thai": _("The name “%(value)s” has no Thai letters. Write it in Thai."),
    "name.corrected": _("The spelling was corrected to “%(value)s”."),
    "body.kind": _("“%(value)s” is no kind of local government. Choose one from the list."),
    "body.pao_covers": _(
        "The provincial organisation covers the whole province. The list of tambons was left out."
    ),
    "body.no_cover": _("No tambon is written for this local government. Add them later."),
    "body.cover_twice": _("The tambon %(value)s is written twice. Taken once."),
    "office.half": _("Write both latitude and longitude, or neither."),
    "office.not_degrees": _("“%(value)s” is not a number of degrees, such as 14.5285."),
    "office.outside": _(
        "The place %(latitude)s, %(longitude)s is not in Thailand. Correct it or leave both empty."
    ),
    "office.swapped": _("Latitude and longitude are the wrong way round. Exchange them."),
}


def sentence(code: str, facts: Mapping[str, str]) -> str:
    """Give the sentence for a finding; raises KeyError for a code nobody wrote a sentence for."""
    return str(_SENTENCES[code]) % facts


def sentence_codes() -> frozenset[str]:
    """List the codes that have a sentence."""
    return frozenset(_SENTENCES)


_WHY: Mapping[Why, str | Promise] = {
    Why.SPELLING: _("spelled a little differently"),
    Why.BEGINNING: _("begins so"),
    Why.WITHIN: _("has these letters in its name"),
    Why.SPOKEN: _("also called so"),
    Why.OLD_NAME: _("was called so before"),
    Why.CODE: _("by its code"),
    Why.OLD_CODE: _("took the place of the former code %(code)s"),
    Why.POSTAL_CODE: _("by its postal code"),
    Why.MOO: _("by its moo number"),
    Why.OTHER_KIND: _("is of another kind than was written"),
    Why.PARTLY: _("fits only part of what was written"),
}


def why(found: Found) -> str:
    """Say why a place was found; nothing where it was just its name."""
    words = [str(_WHY[reason]) for reason in found.why if reason in _WHY]
    return ", ".join(words) % {"code": found.via or ""}
