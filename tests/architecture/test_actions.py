"""Every action stands in the policy, and the policy names no act that nobody can do."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest

import khabuan
from khabuan.access import action, policy


@pytest.fixture(scope="module")
def declared() -> dict[str, object]:
    """All actions of the house, after importing every `actions` module."""
    for module in pkgutil.walk_packages(khabuan.__path__, "khabuan."):
        if ".actions" in module.name:
            importlib.import_module(module.name)
    return {name: act for name, act in action.registry.items() if not name.startswith("test.")}


def test_every_action_has_a_policy_row(declared: dict[str, object]) -> None:
    assert declared.keys() - policy.POLICY.keys() == set()


def test_every_policy_row_has_an_action(declared: dict[str, object]) -> None:
    """In each app that has actions at all."""
    apps = {name.split(".")[0] for name in declared}
    rows = {name for name in policy.POLICY if name.split(".")[0] in apps}
    assert rows - declared.keys() == set()


def test_actions_are_named_by_their_app_and_live_in_actions(declared: dict[str, object]) -> None:
    for name, act in declared.items():
        module = inspect.unwrap(act).__module__  # type: ignore[arg-type]
        assert module.startswith(f"khabuan.{name.split('.')[0]}.actions"), name


def test_actions_type_every_fact(declared: dict[str, object]) -> None:
    """Receipts, swaps of ids and the API read these types."""
    for name, act in declared.items():
        signature = inspect.signature(act)  # type: ignore[arg-type]
        assert signature.return_annotation is not inspect.Signature.empty, name
        for parameter in signature.parameters.values():
            assert parameter.annotation is not inspect.Parameter.empty, f"{name}: {parameter.name}"


# Second rows that need only be in sight, and what judges them beside that. The others must be reached.
SEEN = {
    "elections.nominate person": "as the person in appoint: whoever is elected may live elsewhere",
    "calendars.end_feed feed": "one's own: end_feed asks that it is of the seat that acts",
    "calendars.make_feed area": "a calendar of any place; the feed tells what the seat sees there",
    "meetings.add_submission_step by": "the body that took the step may stand above who writes it down",
    "meetings.add_submission_step resolution": "the body above resolved it: seen by who reaches both",
    "meetings.add_submission_step to": "as in send_submission",
    "meetings.send_submission to": "a proposal goes to a body above, which its own seat never reaches",
    "meetings.invite guest_of": "an agency of any place is invited by its name",
    "meetings.record_vote owner_organisation": "as in followup.give_duty, which it calls",
    "meetings.sign_in_guest guest_of": "a guest may come from an organisation of any place",
    "followup.correct_duty owner_organisation": "as in give_duty",
    "followup.correct_duty owner_person": "as in give_duty",
    "followup.correct_promise agency": "as in record_promise",
    "followup.correct_promise giver_person": "as in record_promise",
    "followup.give_duty owner_organisation": "a body gives work to one beside or above it; nothing of that one changes",
    "followup.give_duty owner_person": "who does it may live elsewhere; nothing of the person changes",
    "followup.match_promise agency": "as in record_promise",
    "followup.record_promise agency": "agencies stand at the places above; nothing of theirs changes",
    "followup.record_promise giver_person": "as the owner in give_duty",
    "funds.add_bank_account signers": "committee members live anywhere; they hold a post of the fund",
    "funds.add_centres areas": "villages of the fund's own area: add_centres judges each",
    "funds.add_part area": "within the fund's own area: add_part judges it",
    "funds.apply area": "refuse_place: within the fund's area",
    "funds.apply person": "who applies may be known by a post; nothing of the person changes",
    "funds.apply_at_centre area": "as in apply",
    "funds.apply_at_centre person": "as in apply",
    "funds.certify_at_centre members": "in sight of the centre's seat; refused for those of another centre",
    "funds.change_member area": "refuse_place: within the fund's area",
    "funds.set_signers signers": "as in add_bank_account",
    "funds.take_payment member": "in sight of the seat; checked_line asks that the sheet's fund has the member",
    "gatherings.add_act appointment": "must be the person's, in force that day: _who",
    "gatherings.add_act person": "who speaks may live elsewhere; nothing of the person changes",
    "gatherings.add_body organisation": "who hosts or comes may stand elsewhere; nothing of it changes",
    "gatherings.add_part meeting": "a meeting in sight, on a day of the gathering; nothing of it changes",
    "gatherings.add_party organisation": "as in add_body",
    "gatherings.add_visit area": "a visit may go anywhere",
    "gatherings.add_visit organisation": "as in add_body",
    "gatherings.change_act appointment": "as in add_act",
    "gatherings.change_part meeting": "as in add_part",
    "gatherings.correct_cooperation gathering": "as in record_cooperation",
    "gatherings.correct_gathering area": "as in record_gathering",
    "gatherings.count_heads area": "people come from anywhere",
    "gatherings.record_cooperation gathering": "papers are signed at the gatherings of others; nothing of it changes",
    "gatherings.record_cooperation organisation": "of the other parties: as in add_body; its own is judged by the policy",
    "gatherings.record_gathering area": "it may be held anywhere; the body in whose book it stands is judged",
    "gatherings.renew_cooperation gathering": "as in record_cooperation",
    "news.change_item area": "reached where it is the place's own news (change_item asks); else as in write_of_body",
    "news.write_of_body area": "it may happen anywhere; the body in whose book it stands is judged",
    "places.keep_group members": "amphoe of the group's own province, or provinces: _check_home",
    "places.keep_local_government covers": "tambons of the body's own province",
    "grants.change_project agency": "as in record_project",
    "grants.change_project area": "as in record_project",
    "grants.change_project places": "as in record_project",
    "grants.record_project agency": "who pays stands at the places above; nothing of it changes",
    "grants.record_project area": "it may work anywhere; the body in whose book it stands is judged",
    "grants.record_project places": "as the main place",
    "housing.change_case area": "as in record_case",
    "housing.change_case person": "as in record_case",
    "housing.change_case project": "as in record_case",
    "housing.record_case agency": "who pays stands at the places above; nothing of it changes",
    "housing.record_case area": "a body's house may stand anywhere; the body in whose book it stands is judged",
    "housing.record_case person": "in sight is enough: who lives there may be kept elsewhere; nothing of the record changes",
    "housing.record_case project": "a project of the province has houses in the books of its tambons",
    "housing.record_money agency": "as in record_case",
    "reader.link area": "a text may tell of any place; only the draft is written",
    "reader.cite_record record": "offered only (queries.recorded): in reach, or out of a text that is; nothing of it changes",
    "reader.link organisation": "a text may tell of any body in sight; nothing of it changes",
    "reader.link person": "as the organisation",
    "reader.start_gathering area": "as in gatherings.record_gathering, which it calls",
    "reader.start_news area": "as in news.write_of_body, which it calls",
    "reader.start_promise agency": "as in followup.record_promise, which it calls",
    "reader.start_promise giver_person": "as in followup.record_promise",
    "reader.start_house agency": "as in housing.record_case, which it calls",
    "reader.start_house area": "as in housing.record_case",
    "reader.start_house person": "as in housing.record_case",
    "reader.start_house project": "as in housing.record_case",
    "reader.start_project agency": "as in grants.record_project, which it calls",
    "reader.start_project area": "as in grants.record_project",
    "reader.start_project places": "as in grants.record_project",
    "registry.add_organisation group": "_check_group: reached, or the place is its member",
    "registry.add_organisation local_government": "_check_local_government: of the place's province",
    "registry.change_organisation group": "as in add_organisation",
    "registry.change_organisation local_government": "as in add_organisation",
    "registry.change_organisation parent": "_check_parent_reached: another one is reached, the same one need not be",
    "registry.add_tie other": "a relative may live elsewhere; sight is by residence or post",
    "registry.appoint person": "who holds a post here may live elsewhere",
    "registry.appoint on_behalf_of": "a body above may send somebody",
    "registry.appoint_new on_behalf_of": "as in appoint",
    "registry.change_appointment on_behalf_of": "as in appoint",
    "registry.keep_post origin_organisation": "as in appoint",
    "registry.change_post origin_organisation": "as in appoint",
    "registry.renew_term who": "as the person in appoint",
    "registry.say_not_the_same second": "two records of one person may lie in two areas; nothing of it changes",
}


def test_what_need_not_be_reached_is_listed_with_its_reason(declared: dict[str, object]) -> None:
    found = {f"{name} {fact}" for name, act in declared.items() for fact in act.action_seen}  # type: ignore[attr-defined]
    assert found == SEEN.keys()
