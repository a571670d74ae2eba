"""Who may do what: one page, pure. docs/policy.md and the page in the program are printed from it.

A seat may act only where it reaches (else 404), and propose, report or answer wherever it sees. There, the office
decides (else 403, naming the offices). Reading is by kind of row: offices are public, persons are not.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor, Role
from khabuan.core.errors import NotAllowed, OutOfArea

ABOVE = (Role.NATION, Role.REGION)
OFFICE = (*ABOVE, Role.PROVINCE)
FIELD = (*OFFICE, Role.COORDINATOR)
COUNCIL = (*FIELD, Role.SECRETARY)
FUND = (Role.TREASURER, Role.CHAIR)
COLLECTORS = (*FUND, Role.COLLECTOR)
WORKERS = (*COUNCIL, *FUND, Role.COLLECTOR)
READERS = (*WORKERS, Role.AUDITOR)
EVERY_SEAT = (*READERS, Role.AGENCY)
ANYONE = tuple(Role)


@dataclass(frozen=True)
class Rule:
    """Offices that may do one act, and the act in words. `is_by_sight`: seeing the record is reach enough."""

    offices: tuple[Role, ...]
    words: str | Promise
    is_by_sight: bool = False

    def allows(self, role: Role) -> bool:
        return role == Role.SYSTEM or role in self.offices

    def covers(self, actor: Actor, node: str) -> bool:
        """Whether the seat is in place for this act; the action then asks that the record is in sight."""
        return self.is_by_sight or actor.reaches(node)


POLICY: dict[str, Rule] = {
    # places
    "places.load_reference": Rule((Role.SYSTEM,), _("Load the country's areas")),
    "places.add_area": Rule(OFFICE, _("Add a village or urban community")),
    "places.correct_area": Rule(OFFICE, _("Correct an area's name, number or postal code")),
    "places.rename_area": Rule(OFFICE, _("Rename an area, with date and reason")),
    "places.split_area": Rule(OFFICE, _("Split an area")),
    "places.merge_areas": Rule(OFFICE, _("Merge areas")),
    "places.move_area": Rule(OFFICE, _("Move an area under another one")),
    "places.keep_local_government": Rule(OFFICE, _("Add or correct a local government")),
    "places.confirm_council_areas": Rule(OFFICE, _("Confirm the list of council areas")),
    "places.bring_in_boundaries": Rule(
        OFFICE, _("Bring in the boundaries of a province's areas for its maps")
    ),
    "places.copy_groups": Rule(OFFICE, _("Go on with last year's zones this year")),
    "places.keep_group": Rule(OFFICE, _("Set up or change a zone or group of areas")),
    # rules of law and custom
    "rules.load_rules": Rule((Role.SYSTEM,), _("Load the shipped rules of law and custom")),
    "rules.keep_rule": Rule(OFFICE, _("Add or end a dated rule")),
    "rules.verify_rule": Rule(ABOVE, _("Mark a rule as verified at its source")),
    # organisations
    "registry.add_organisation": Rule(COUNCIL, _("Add an organisation")),
    "registry.change_organisation": Rule((*COUNCIL, *FUND), _("Change an organisation's facts")),
    "registry.end_organisation": Rule(FIELD, _("End an organisation")),
    "registry.revive_organisation": Rule(FIELD, _("Bring back an organisation that was ended in error")),
    "registry.move_organisation": Rule(FIELD, _("Move an organisation to another area")),
    "registry.record_registration": Rule(COUNCIL, _("Record a step of registration under the Act")),
    "registry.fill_registration": Rule(COUNCIL, _("Write what a registration step lacked")),
    "registry.withdraw_registration": Rule(FIELD, _("Take back a registration step entered in error")),
    "registry.end_support": Rule(OFFICE, _("End what an agency supports")),
    "registry.keep_support": Rule(OFFICE, _("Record what an agency supports")),
    # people
    "registry.add_person": Rule((*COUNCIL, *FUND), _("Add a person")),
    "registry.change_person": Rule((*COUNCIL, *FUND), _("Change a person's facts")),
    "registry.keep_identity": Rule((*COUNCIL, *FUND), _("Enter an identity number")),
    "registry.reveal_identity": Rule((*OFFICE, Role.SECRETARY, *FUND), _("Open a sealed identity number")),
    "registry.keep_household": Rule((*COUNCIL, *FUND), _("Record households and family ties")),
    "registry.join_household": Rule((*COUNCIL, *FUND), _("Put a person into a household")),
    "registry.add_tie": Rule((*COUNCIL, *FUND), _("Record a family tie")),
    "registry.withdraw_consent": Rule((*COUNCIL, *FUND), _("Record that consent was withdrawn")),
    "registry.keep_leader": Rule(FIELD, _("Record a leader's level and issue")),
    "registry.keep_consent": Rule((*COUNCIL, *FUND), _("Record consent or its withdrawal")),
    "registry.open_request": Rule(
        (*COUNCIL, *FUND), _("Write down what a person asks about their own facts")
    ),
    "registry.answer_request": Rule(
        (*OFFICE, Role.SECRETARY), _("Answer what a person asked about their own facts")
    ),
    "registry.copy_person": Rule(
        (*OFFICE, Role.SECRETARY), _("Give a person the copy of all facts kept about them")
    ),
    "registry.erase_person": Rule(OFFICE, _("Erase a person's facts at their wish")),
    "registry.appoint_new": Rule((*COUNCIL, *FUND), _("Enter a person and appoint at once")),
    "registry.keep_post": Rule((*COUNCIL, *FUND), _("Set up a post")),
    "registry.change_post": Rule((*COUNCIL, *FUND), _("Change a post")),
    "registry.end_post": Rule((*COUNCIL, *FUND), _("Close a post")),
    "registry.change_appointment": Rule((*COUNCIL, *FUND), _("Correct a term")),
    "registry.end_appointment": Rule((*COUNCIL, *FUND), _("End a term")),
    "registry.renew_term": Rule((*COUNCIL, *FUND), _("Record a new term of a whole body")),
    "registry.appoint": Rule((*COUNCIL, *FUND), _("Appoint a person to a post")),
    "registry.merge_people": Rule(FIELD, _("Merge two records of one person")),
    "registry.merge_organisations": Rule(FIELD, _("Merge two records of one organisation")),
    "registry.undo_merge": Rule(FIELD, _("Undo a merge")),
    "registry.say_not_the_same": Rule(FIELD, _("Say that two records are not the same")),
    "registry.propose_change": Rule(
        (*WORKERS, Role.AGENCY), _("Propose a change to the office that has it"), is_by_sight=True
    ),
    "registry.decide_proposal": Rule(COUNCIL, _("Accept or decline a proposed change")),
    # files
    "files.attach": Rule(WORKERS, _("Attach a file to a record")),
    "files.open_sealed": Rule(
        (*OFFICE, Role.SECRETARY, *FUND), _("Open a paper on which a citizen number stands")
    ),
    "files.withdraw": Rule((*COUNCIL, *FUND), _("Take back a file attached in error")),
    # papers out
    "papers.issue_document": Rule(EVERY_SEAT, _("Print a paper that is checked by its code")),
    # duties and promises
    "followup.give_duty": Rule((*COUNCIL, *FUND), _("Give somebody something to do")),
    "followup.correct_duty": Rule((*COUNCIL, *FUND), _("Correct a duty, or hand it to somebody else")),
    "followup.report_duty": Rule((*COUNCIL, *FUND), _("Write down how far a duty is"), is_by_sight=True),
    "followup.close_duty": Rule((*COUNCIL, *FUND), _("Write down that a duty is done")),
    "followup.drop_duty": Rule((*COUNCIL, *FUND), _("Drop a duty, with the reason")),
    "followup.reopen_duty": Rule((*COUNCIL, *FUND), _("Open a closed duty again, with the reason")),
    "followup.take_back_report": Rule((*COUNCIL, *FUND), _("Take back a report on a duty entered in error")),
    "followup.record_promise": Rule((*COUNCIL, *FUND), _("Record what an agency promised")),
    "followup.correct_promise": Rule((*COUNCIL, *FUND), _("Correct a recorded promise")),
    "followup.match_promise": Rule((*COUNCIL, *FUND), _("Match a promise with an agency of the register")),
    "followup.answer_promise": Rule(
        (*COUNCIL, *FUND, Role.AGENCY), _("Write down the answer to a promise"), is_by_sight=True
    ),
    "followup.settle_promise": Rule((*COUNCIL, *FUND), _("Say how a promise ended")),
    "followup.withdraw_promise": Rule((*COUNCIL, *FUND), _("Withdraw a promise entered in error")),
    "followup.reopen_promise": Rule((*COUNCIL, *FUND), _("Open a settled promise again, with the reason")),
    "followup.take_back_answer": Rule(
        (*COUNCIL, *FUND, Role.AGENCY), _("Take back an answer entered in error"), is_by_sight=True
    ),
    # meetings
    "meetings.call_meeting": Rule((*COUNCIL, *FUND), _("Call a meeting")),
    "meetings.change_meeting": Rule((*COUNCIL, *FUND), _("Change the day, hour or place of a meeting")),
    "meetings.write_notice": Rule((*COUNCIL, *FUND), _("Write down the letter that calls a meeting")),
    "meetings.cancel_meeting": Rule((*COUNCIL, *FUND), _("Call a meeting off")),
    "meetings.invite": Rule((*COUNCIL, *FUND), _("Invite guests and agencies to a meeting")),
    "meetings.withdraw_invitation": Rule((*COUNCIL, *FUND), _("Take an invitation back")),
    "meetings.add_item": Rule((*COUNCIL, *FUND), _("Put something on the agenda")),
    "meetings.change_item": Rule((*COUNCIL, *FUND), _("Correct an item of the agenda")),
    "meetings.move_item": Rule((*COUNCIL, *FUND), _("Move an item of the agenda")),
    "meetings.remove_item": Rule((*COUNCIL, *FUND), _("Take an item off the agenda")),
    "meetings.bring_open_matters": Rule((*COUNCIL, *FUND), _("Put what is still open on the agenda")),
    "meetings.record_discussion": Rule((*COUNCIL, *FUND), _("Write down what was said to an item")),
    "meetings.set_body_rule": Rule((*FIELD, Role.SECRETARY, *FUND), _("Say by which rules a body meets")),
    # meetings as they are held
    "meetings.open_meeting": Rule((*COUNCIL, *FUND), _("Open a meeting")),
    "meetings.correct_opening": Rule((*COUNCIL, *FUND), _("Put right who presides and when it was opened")),
    "meetings.close_meeting": Rule((*COUNCIL, *FUND), _("Close a meeting and keep its counts")),
    "meetings.reopen_meeting": Rule((*COUNCIL, *FUND), _("Open a closed meeting again, with the reason")),
    "meetings.record_held_meeting": Rule((*COUNCIL, *FUND), _("Write down a meeting that was held before")),
    "meetings.correct_held_meeting": Rule(
        (*COUNCIL, *FUND), _("Correct a meeting that was written down afterwards")
    ),
    "meetings.take_back_held_meeting": Rule(
        (*COUNCIL, *FUND), _("Take back a meeting that was written down in error")
    ),
    "meetings.sign_in": Rule((*COUNCIL, *FUND), _("Sign a member in to a meeting")),
    "meetings.sign_in_many": Rule((*COUNCIL, *FUND), _("Tick the signed paper of a meeting back in")),
    "meetings.sign_in_substitute": Rule((*COUNCIL, *FUND), _("Sign in who comes for a member")),
    "meetings.sign_in_guest": Rule((*COUNCIL, *FUND), _("Sign in guests and people of agencies")),
    "meetings.sign_out": Rule((*COUNCIL, *FUND), _("Sign somebody out of a meeting")),
    "meetings.correct_attendance": Rule((*COUNCIL, *FUND), _("Put right when somebody came and left")),
    "meetings.withdraw_attendance": Rule((*COUNCIL, *FUND), _("Take back an attendance entered in error")),
    "meetings.excuse_member": Rule((*COUNCIL, *FUND), _("Write down that a member is excused")),
    "meetings.withdraw_excuse": Rule((*COUNCIL, *FUND), _("Take an excuse back")),
    "meetings.record_vote": Rule((*COUNCIL, *FUND), _("Record how a meeting voted")),
    "meetings.withdraw_vote": Rule((*COUNCIL, *FUND), _("Withdraw a vote entered in error")),
    "meetings.check_minutes": Rule((*COUNCIL, *FUND), _("Check the minutes of a meeting")),
    "meetings.take_back_minutes": Rule((*COUNCIL, *FUND), _("Take checked minutes back to a draft")),
    "meetings.adopt_minutes": Rule((*COUNCIL, *FUND), _("Write down that minutes were adopted")),
    "meetings.make_pay_list": Rule((*COUNCIL, *FUND), _("Make a list of travel and meals to pay")),
    "meetings.correct_pay_list": Rule((*COUNCIL, *FUND), _("Correct a list of travel and meals")),
    "meetings.withdraw_pay_list": Rule((*COUNCIL, *FUND), _("Withdraw a list of travel and meals")),
    # proposals that go up
    "meetings.send_submission": Rule((*COUNCIL, *FUND), _("Send a proposal up")),
    "meetings.add_submission_step": Rule((*COUNCIL, *FUND), _("Write down what became of a proposal")),
    "meetings.take_back_submission_step": Rule((*COUNCIL, *FUND), _("Take back a step of a proposal")),
    "meetings.withdraw_submission": Rule((*COUNCIL, *FUND), _("Withdraw a proposal entered in error")),
    # resolutions
    "meetings.record_resolution": Rule((*COUNCIL, *FUND), _("Record what a body decided")),
    "meetings.correct_resolution": Rule((*COUNCIL, *FUND), _("Correct a recorded resolution")),
    "meetings.withdraw_resolution": Rule((*COUNCIL, *FUND), _("Withdraw a resolution entered in error")),
    # elections and structure
    "elections.open_election": Rule((*COUNCIL, *FUND), _("Begin an election")),
    "elections.correct_election": Rule((*COUNCIL, *FUND), _("Correct an election that is not confirmed")),
    "elections.nominate": Rule((*COUNCIL, *FUND), _("Propose a candidate")),
    "elections.nominate_new": Rule((*COUNCIL, *FUND), _("Enter a person and propose at once")),
    "elections.leave_candidacy": Rule((*COUNCIL, *FUND), _("Write down that a candidate stands no more")),
    "elections.count_votes": Rule((*COUNCIL, *FUND), _("Write down the votes of an election")),
    "elections.take_back_count": Rule((*COUNCIL, *FUND), _("Take back a count of votes")),
    "elections.confirm_election": Rule((*COUNCIL, *FUND), _("Confirm an election: the terms begin")),
    "elections.withdraw_election": Rule((*COUNCIL, *FUND), _("Take back an election")),
    "elections.review_structure": Rule((*COUNCIL, *FUND), _("Write down a review of a body's structure")),
    "elections.withdraw_review": Rule((*COUNCIL, *FUND), _("Take back a review of a structure")),
    # gatherings
    "gatherings.record_gathering": Rule(
        (*COUNCIL, *FUND), _("Record a forum, seminar, ceremony, courtesy call or field visit")
    ),
    "gatherings.correct_gathering": Rule((*COUNCIL, *FUND), _("Correct a gathering, or put it off")),
    "gatherings.cancel_gathering": Rule((*COUNCIL, *FUND), _("Call a gathering off")),
    "gatherings.revive_gathering": Rule((*COUNCIL, *FUND), _("Bring back a gathering that was called off")),
    "gatherings.hold_gathering": Rule((*COUNCIL, *FUND), _("Write down what came of a gathering")),
    "gatherings.add_body": Rule((*COUNCIL, *FUND), _("Say which organisations had to do with a gathering")),
    "gatherings.add_part": Rule((*COUNCIL, *FUND), _("Add a day, room or session to a gathering")),
    "gatherings.change_part": Rule((*COUNCIL, *FUND), _("Correct a part of a gathering")),
    "gatherings.add_act": Rule((*COUNCIL, *FUND), _("Write down who does what at a gathering")),
    "gatherings.change_act": Rule((*COUNCIL, *FUND), _("Correct who does what at a gathering")),
    "gatherings.count_heads": Rule((*COUNCIL, *FUND), _("Write down how many came to a gathering")),
    "gatherings.add_agreement": Rule((*COUNCIL, *FUND), _("Write down what a gathering agreed")),
    "gatherings.correct_agreement": Rule((*COUNCIL, *FUND), _("Correct what a gathering agreed")),
    "gatherings.add_visit": Rule((*COUNCIL, *FUND), _("Write down an area that was visited")),
    "gatherings.remove_line": Rule((*COUNCIL, *FUND), _("Take off a line of a gathering entered in error")),
    "gatherings.record_cooperation": Rule((*COUNCIL, *FUND), _("Record a signed co-operation agreement")),
    "gatherings.correct_cooperation": Rule((*COUNCIL, *FUND), _("Correct a co-operation agreement")),
    "gatherings.renew_cooperation": Rule(
        (*COUNCIL, *FUND), _("Renew a co-operation agreement by a new paper")
    ),
    "gatherings.end_cooperation": Rule((*COUNCIL, *FUND), _("End a co-operation agreement")),
    "gatherings.add_party": Rule((*COUNCIL, *FUND), _("Name a party of a co-operation agreement")),
    "gatherings.remove_party": Rule(
        (*COUNCIL, *FUND), _("Take off a party of a co-operation agreement named in error")
    ),
    # news
    "news.write_of_place": Rule(COUNCIL, _("Write news of a place, as a draft")),
    "news.write_of_body": Rule((*COUNCIL, *FUND), _("Write news of an organisation, as a draft")),
    "news.change_item": Rule((*COUNCIL, *FUND), _("Change news")),
    "news.publish_item": Rule((*COUNCIL, *FUND), _("Publish news")),
    "news.withdraw_item": Rule((*COUNCIL, *FUND), _("Withdraw news")),
    # books
    "ledger.open_book": Rule((*FIELD, *FUND), _("Open a book of accounts")),
    "ledger.add_account": Rule(FUND, _("Add an account to a book")),
    "ledger.rename_account": Rule(FUND, _("Rename an account")),
    "ledger.close_account": Rule(FUND, _("Close an account")),
    "ledger.reopen_account": Rule(FUND, _("Open a closed account again")),
    "ledger.set_period": Rule(FUND, _("Hold a month for checking or close it")),
    "ledger.reopen_period": Rule((*OFFICE, Role.CHAIR), _("Open a closed month again, with the reason")),
    "ledger.close_year": Rule(FUND, _("Make the closing entry of a year")),
    "ledger.rebuild": Rule((*OFFICE, *FUND), _("Add the kept totals of a book up anew")),
    "ledger.reverse": Rule(FUND, _("Take an entry back")),
    "ledger.sign_act": Rule(FUND, _("Sign as the second person for an act with money")),
    "ledger.sign_on_paper": Rule(FUND, _("Keep the picture of a paper that a second person signed")),
    "ledger.object_to_act": Rule(FUND, _("Say as the second person that an act is not right")),
    "ledger.bring_statement": Rule(FUND, _("Bring in a bank's statement")),
    "ledger.drop_statement": Rule(FUND, _("Take a bank's file back")),
    "ledger.match_line": Rule(FUND, _("Match a line of the bank with an entry")),
    "ledger.match_lines": Rule(FUND, _("Match the lines that the program proposes")),
    "ledger.unmatch_line": Rule(FUND, _("Take a match with the bank apart")),
    "ledger.enter_bank_line": Rule(FUND, _("Enter interest, a fee or unknown money of the bank")),
    "ledger.count_cash": Rule(FUND, _("Write down a count of cash")),
    "ledger.settle_count": Rule(FUND, _("Enter a difference of cash")),
    "ledger.take_out": Rule(
        (*OFFICE, *FUND, Role.AUDITOR), _("Take a book out as a file for another program")
    ),
    "papers.issue_number_book": Rule(FUND, _("Give out a book of numbers")),
    "papers.hand_on_number_book": Rule(FUND, _("Give a book of numbers to somebody else")),
    "papers.hand_back_number_book": Rule(
        (*FUND, Role.COLLECTOR), _("Write down that a book of numbers came back")
    ),
    "papers.void_number": Rule((*FUND, Role.COLLECTOR), _("Cancel a spoilt number of a book")),
    "papers.close_number_book": Rule(FUND, _("Close a book of numbers")),
    # funds
    "funds.open_fund": Rule((*FIELD, *FUND), _("Begin a fund's books")),
    "funds.count_cut_over": Rule(FUND, _("Count what an old fund has on its cut-over day")),
    "funds.post_cut_over": Rule(FUND, _("Let the books of an old fund begin with what was counted")),
    "funds.take_list": Rule(FUND, _("Bring in a fund's list of members")),
    "funds.name_columns": Rule(FUND, _("Say what the columns of a list of members are")),
    "funds.take_over_list": Rule(FUND, _("Work on a list of members")),
    "funds.note_list": Rule(FUND, _("Note what a list of members would do")),
    "funds.settle_list_row": Rule(FUND, _("Say who a row of a list of members is")),
    "funds.save_list": Rule(FUND, _("Have the good rows of a list of members saved")),
    "funds.take_members": Rule(FUND, _("Take members of an old fund from a list")),
    "funds.correct_members": Rule(FUND, _("Change members as a list that was sent again says")),
    "funds.correct_by_list": Rule(FUND, _("Change one member as a list says")),
    "funds.end_list": Rule(FUND, _("End the saving of a list of members")),
    "funds.discard_list": Rule(FUND, _("Throw away a list of members")),
    "funds.go_on_with_list": Rule(FUND, _("Have work on a list of members taken up again")),
    "funds.take_up_list": Rule(
        (Role.SYSTEM,), _("Go on with a list of members after the machine was stopped")
    ),
    "funds.forget_list": Rule((Role.SYSTEM,), _("Forget what was typed in an old list of members")),
    "funds.set_rule": Rule(FUND, _("Write down a value of a fund's regulation")),
    "funds.take_back_rule": Rule(FUND, _("Take back a value of a regulation entered in error")),
    "funds.add_centres": Rule((*FIELD, *FUND), _("Set up a fund's collecting centres")),
    "funds.add_part": Rule((*FIELD, *FUND), _("Add a branch or one more centre of a fund")),
    "funds.change_bank_account": Rule(FUND, _("Put right what was written of a bank account")),
    "funds.add_bank_account": Rule(FUND, _("Write down a fund's bank account")),
    "funds.set_signers": Rule(FUND, _("Say who signs for a bank account")),
    "funds.end_bank_account": Rule(FUND, _("Write down that a bank account was closed")),
    "funds.reveal_account": Rule((*OFFICE, *FUND), _("Open the sealed number of a bank account")),
    "funds.apply": Rule((*FUND, Role.COLLECTOR), _("Write down an application for membership")),
    "funds.certify": Rule((*FUND, Role.COLLECTOR), _("Record the village's certificate")),
    "funds.apply_at_centre": Rule(COLLECTORS, _("Write down an application at a village centre")),
    "funds.certify_at_centre": Rule(COLLECTORS, _("Record the village's certificate at its centre")),
    "funds.admit": Rule(FUND, _("Admit members by a resolution")),
    "funds.refuse": Rule(FUND, _("Record that the board does not admit")),
    "funds.leave": Rule(FUND, _("Record that a member resigned or moved away")),
    "funds.record_death": Rule(FUND, _("Record a member's death")),
    "funds.undo_step": Rule(FUND, _("Take back a step of a membership")),
    "funds.change_member": Rule(FUND, _("Change a member's facts")),
    "funds.name_beneficiaries": Rule(FUND, _("Name a member's beneficiaries")),
    "funds.keep_identity": Rule((*FUND, Role.COLLECTOR), _("Enter a member's number")),
    "funds.reveal_identity": Rule((*OFFICE, *FUND), _("Open a member's sealed number")),
    "funds.reveal_beneficiary": Rule((*OFFICE, *FUND), _("Open a beneficiary's sealed number")),
    "funds.follow_dues": Rule(FUND, _("Compare members' rights with what is paid")),
    "funds.settle_double": Rule(FIELD, _("Settle that one person is in two funds")),
    "funds.record_collection": Rule(FUND, _("Record a whole collection sheet")),
    "funds.record_receipt": Rule(FUND, _("Record money that came in beside collections")),
    "funds.record_payment": Rule(FUND, _("Record a payment")),
    "funds.record_benefit": Rule(FUND, _("Record a benefit that was paid")),
    "funds.move_money": Rule(FUND, _("Move money between cash and bank")),
    "funds.give_back": Rule(FUND, _("Give dues back")),
    "funds.divide_old_money": Rule(FUND, _("Divide old money among sources by a resolution")),
    "funds.record_unclear": Rule(FUND, _("Record money of which nobody knows whose it is")),
    "funds.clear_unclear": Rule(FUND, _("Say whose unknown money was")),
    "funds.open_sheet": Rule(COLLECTORS, _("Begin a collection sheet")),
    "funds.take_payment": Rule(COLLECTORS, _("Take a member's payment")),
    "funds.take_many": Rule(COLLECTORS, _("Type in many payments of a paper sheet")),
    "funds.take_back": Rule(COLLECTORS, _("Take a payment back while the sheet is open")),
    "funds.count_cash": Rule(COLLECTORS, _("Count the cash of a sheet")),
    "funds.close_sheet": Rule(COLLECTORS, _("Close a collection sheet into the books")),
    "funds.drop_sheet": Rule(COLLECTORS, _("Give up an empty collection sheet")),
    "funds.sign_sheet": Rule(COLLECTORS, _("Sign a collection sheet as the second person")),
    "funds.correct_line": Rule(FUND, _("Correct one line of a collection sheet")),
    "funds.settle_difference": Rule(FUND, _("Settle cash that is over or short with a collector")),
    "funds.hand_over": Rule(FUND, _("Take over cash from a collector")),
    "funds.pay_in": Rule(FUND, _("Write down cash paid into the bank")),
    # lists in
    "exchange.take_in": Rule(COUNCIL, _("Bring in a list from a spreadsheet")),
    "exchange.take_over": Rule(COUNCIL, _("Work on a list that came in")),
    "exchange.join_lineage": Rule(COUNCIL, _("Know a corrected list again")),
    "exchange.note_rows": Rule(COUNCIL, _("Note what the rows of a list would do")),
    "exchange.end_rehearsal": Rule(COUNCIL, _("End the rehearsal of a list")),
    "exchange.discard": Rule(COUNCIL, _("Throw away a list that came in")),
    "exchange.settle_row": Rule(COUNCIL, _("Say who a row of a list is about")),
    "exchange.save_rows": Rule(COUNCIL, _("Have the good rows of a list saved")),
    "exchange.go_on": Rule(COUNCIL, _("Have work on a list taken up again")),
    "exchange.save_row": Rule(COUNCIL, _("Save a row of a list")),
    "exchange.try_rows": Rule(COUNCIL, _("Rehearse rows of a list")),
    "exchange.save_portion": Rule(COUNCIL, _("Save some rows of a list together")),
    "exchange.end_saving": Rule(COUNCIL, _("End the saving of a list")),
    "exchange.take_up_again": Rule((Role.SYSTEM,), _("Go on with a list after the machine was stopped")),
    "exchange.forget": Rule((Role.SYSTEM,), _("Forget what was typed in an old list")),
    # projects
    "grants.record_project": Rule((*COUNCIL, *FUND), _("Record a project")),
    "grants.change_project": Rule((*COUNCIL, *FUND), _("Change a project, with the reason")),
    "grants.move_project": Rule((*COUNCIL, *FUND), _("Write down how far a project has come")),
    "grants.take_back_step": Rule((*COUNCIL, *FUND), _("Take back a step of a project entered in error")),
    "grants.record_result": Rule((*COUNCIL, *FUND), _("Write down what a project reached")),
    "grants.take_back_result": Rule(
        (*COUNCIL, *FUND), _("Take back what a project reached, entered in error")
    ),
    "grants.withdraw_project": Rule((*COUNCIL, *FUND), _("Withdraw a project entered in error")),
    # house repairs
    "housing.record_case": Rule(COUNCIL, _("Record a house that is repaired or built")),
    "housing.change_case": Rule(COUNCIL, _("Change a house, with the reason")),
    "housing.move_case": Rule(COUNCIL, _("Write down how far a house has come")),
    "housing.take_back_step": Rule(COUNCIL, _("Take back a step of a house entered in error")),
    "housing.record_money": Rule(COUNCIL, _("Write down who pays for a house")),
    "housing.take_back_money": Rule(COUNCIL, _("Take back money of a house entered in error")),
    "housing.withdraw_case": Rule(COUNCIL, _("Withdraw a house entered in error")),
    "exchange.take_organisation": Rule(COUNCIL, _("Take an organisation from a list")),
    "exchange.take_person": Rule(COUNCIL, _("Take a person with a post from a list")),
    "exchange.take_agency": Rule(COUNCIL, _("Take an agency with an officer from a list")),
    # texts that are read
    "reader.take_text": Rule(COUNCIL, _("Bring in a report or minutes to be read")),
    "reader.read_again": Rule(COUNCIL, _("Have a text read again")),
    "reader.decide": Rule(COUNCIL, _("Say whether what was read in a text is so")),
    "reader.add_draft": Rule(COUNCIL, _("Add what a text says and was not read")),
    "reader.accept_certain": Rule(COUNCIL, _("Accept at once what was read beyond doubt")),
    "reader.link": Rule(COUNCIL, _("Say which record of the register the words of a text mean")),
    "reader.close_text": Rule(COUNCIL, _("Be done with a text")),
    "reader.reopen_text": Rule(COUNCIL, _("Go on with a text that was closed")),
    "reader.change_text": Rule(COUNCIL, _("Put right what a text is called and where it was published")),
    "reader.withdraw_text": Rule(COUNCIL, _("Withdraw a text that was pasted in error or is private")),
    "reader.take_back_text": Rule(COUNCIL, _("Take back a text that was withdrawn")),
    "reader.judge_same": Rule(COUNCIL, _("Say whether two texts tell of one event")),
    "reader.start_gathering": Rule(COUNCIL, _("Record a gathering out of a text")),
    "reader.start_meeting": Rule(COUNCIL, _("Record a meeting out of a text")),
    "reader.start_promise": Rule(COUNCIL, _("Record a promise out of a text")),
    "reader.start_project": Rule(COUNCIL, _("Record a project out of a text")),
    "reader.start_house": Rule(COUNCIL, _("Record a house out of a text")),
    "reader.start_news": Rule(COUNCIL, _("Write news out of a text, as a draft")),
    "reader.start_fund": Rule(COUNCIL, _("Enter a fund out of a text in the register")),
    "reader.cite_record": Rule(COUNCIL, _("Say that a text tells of a record that is there already")),
    "reader.take_back_citation": Rule(COUNCIL, _("Take back that a text tells of a record")),
    "reader.take_pile": Rule(COUNCIL, _("Bring in many texts in one file")),
    "reader.take_over_pile": Rule(COUNCIL, _("Work on many texts that came in")),
    "reader.take_from_pile": Rule(COUNCIL, _("Take a text out of many that came in")),
    "reader.end_pile": Rule(COUNCIL, _("End the reading of many texts")),
    "reader.go_on_with_pile": Rule(COUNCIL, _("Have the reading of many texts taken up again")),
    "reader.stop_pile": Rule((Role.SYSTEM,), _("Stop the reading of many texts whose seat has ended")),
    "reader.take_up_pile": Rule((Role.SYSTEM,), _("Go on with many texts after the machine was stopped")),
    # calendars
    "calendars.make_feed": Rule(EVERY_SEAT, _("Make a secret address for one's own calendar program")),
    "calendars.end_feed": Rule(EVERY_SEAT, _("End a secret address of one's own calendar")),
    # seats
    "seats.grant": Rule((*FIELD, Role.SECRETARY), _("Give somebody below a seat")),
    "seats.end": Rule((*FIELD, Role.SECRETARY), _("End a seat below")),
    "seats.issue_card": Rule((*FIELD, Role.SECRETARY), _("Print a one-use entry card")),
    "seats.clear_code": Rule((*FIELD, Role.SECRETARY), _("Switch off a lost second step of somebody below")),
    "seats.use_card": Rule(EVERY_SEAT, _("Enter with a card and choose a password")),
    "seats.change_password": Rule(EVERY_SEAT, _("Change one's own password")),
    "seats.set_phone": Rule(EVERY_SEAT, _("Change one's own phone number")),
    "seats.set_language": Rule(EVERY_SEAT, _("Choose one's own language")),
    "seats.set_pin": Rule(EVERY_SEAT, _("Set one's own PIN to sign with")),
    "seats.enrol_totp": Rule(EVERY_SEAT, _("Begin one's own second step")),
    "seats.confirm_totp": Rule(EVERY_SEAT, _("Switch on one's own second step")),
    "seats.drop_totp": Rule(EVERY_SEAT, _("Switch off one's own second step")),
    "seats.make_token": Rule(EVERY_SEAT, _("Make a key with which a program acts from one's own seat")),
    "seats.end_token": Rule(EVERY_SEAT, _("End a key of one's own seat")),
    "seats.name_device": Rule(EVERY_SEAT, _("Name one's own phone")),
    "seats.end_device": Rule(EVERY_SEAT, _("Log out one's own phone")),
}

# Kinds of rows and the offices that read them; what is not listed, nobody reads.
SIGNED_IN = (*READERS, Role.AGENCY)
READS: dict[str, tuple[Role, ...]] = {
    **{
        f"places.{kind}": ANYONE
        for kind in (
            "area", "placement", "areaname", "abolishedarea", "areaevent", "localgovernment",
            "localgovernmentcover", "councilarea", "councilareacover", "areagroup", "areagroupmember",
            "boundary", "boundarysource",
        )
    },
    "rules.datedrule": ANYONE,
    "papers.issueddocument": ANYONE,
    "papers.numberbook": READERS,
    "papers.numberrun": READERS,
    "papers.numbervoid": READERS,
    "registry.organisation": SIGNED_IN,
    "registry.formerplace": SIGNED_IN,
    "registry.community": SIGNED_IN,
    "registry.workinggroup": SIGNED_IN,
    "registry.agency": SIGNED_IN,
    "registry.support": SIGNED_IN,
    "registry.registration": SIGNED_IN,
    "registry.post": SIGNED_IN,
    "registry.appointment": SIGNED_IN,
    "registry.person": READERS,
    "registry.leader": READERS,
    "registry.identity": READERS,
    "registry.household": READERS,
    "registry.householdmember": READERS,
    "registry.familytie": READERS,
    "registry.consent": READERS,
    "registry.subjectrequest": READERS,
    "registry.merge": READERS,
    "registry.notthesame": READERS,
    "registry.proposal": (*WORKERS, Role.AGENCY),
    **{
        f"funds.{kind}": READERS
        for kind in (
            "fund", "fundrule", "bankaccount", "signatory", "member", "memberevent", "beneficiary", "pastyear",
            "voucher", "cutover", "centrecash", "collectionsheet", "handover",
        )
    },
    **{f"funds.{kind}": FUND for kind in ("memberlist", "memberlistrow")},
    "funds.doublemembership": FIELD,
    **{
        f"meetings.{kind}": READERS
        for kind in (
            "resolution", "meeting", "agendaitem", "attendance", "excuse", "invitation", "motion", "minutes",
            "paylist", "payline",
            "submission", "submissionstep",
        )
    },
    **{
        f"elections.{kind}": READERS
        for kind in ("election", "candidate", "ballot", "candidatevotes", "structurereview")
    },
    # What happens in public; who is no public office is named to who reads persons there.
    **{
        f"gatherings.{kind}": ANYONE
        for kind in (
            "gathering", "gatheringbody", "gatheringpart", "programmeact", "headcount", "agreement", "visit",
            "cooperation", "cooperationparty",
        )
    },
    # Budgets and what was reached: for offices of the movement, and nothing of them for the public yet.
    **{
        f"grants.{kind}": READERS
        for kind in ("project", "projectarea", "projecttarget", "projectresult", "projectstep")
    },
    # Households: a house by its number; who lives there to who reads persons there (`Householder.scope_q`).
    **{
        f"housing.{kind}": READERS
        for kind in ("housingcase", "householder", "housingmoney", "housingstep")
    },
    "news.newsitem": ANYONE,  # what is published; drafts and withdrawn ones only its own offices
    "followup.duty": READERS,
    "followup.dutyreport": READERS,
    "followup.promise": SIGNED_IN,
    "followup.promiseanswer": SIGNED_IN,
    "ledger.book": READERS,
    "ledger.account": READERS,
    "ledger.period": READERS,
    "ledger.party": READERS,
    "ledger.entry": READERS,
    "ledger.posting": READERS,
    "ledger.countersign": READERS,
    "ledger.bankstatement": READERS,
    "ledger.bankline": READERS,
    "ledger.bankmatch": READERS,
    "ledger.cashcount": READERS,
    "files.attachment": READERS,
    "exchange.importbatch": COUNCIL,
    "exchange.importrow": COUNCIL,
    "seats.seat": SIGNED_IN,
    "calendars.feed": SIGNED_IN,
    **{f"reader.{kind}": READERS for kind in ("text", "draft", "use", "sameevent")},
    **{f"reader.{kind}": COUNCIL for kind in ("pile", "leftout")},
}  # fmt: skip


# The trail is no table of a place; whoever sees a record and has the office may read what became of it.
TRAIL: dict[str, tuple[Role, ...]] = {
    "audit.event": READERS,
    "audit.identityread": (*OFFICE, Role.AUDITOR),
}


def require(actor: Actor, action: str, node: str) -> None:
    """Raise OutOfArea or NotAllowed unless the actor may do `action` at `node`."""
    rule = POLICY[action]
    if not rule.covers(actor, node):
        raise OutOfArea(action)
    if not rule.allows(actor.role):
        raise NotAllowed(action, tuple(office.label for office in rule.offices))


def may(actor: Actor, action: str, node: str | None = None) -> bool:
    """Whether a button should be shown. The action itself asks again."""
    rule = POLICY[action]
    return rule.allows(actor.role) and (node is None or rule.covers(actor, node))


def require_reader(actor: Actor, kind: str) -> Actor:
    """The seat that asks. NotAllowed where its office never reads such rows: an empty list would lie."""
    if not may_read(actor.role, kind):
        raise NotAllowed(kind, tuple(office.label for office in READS[kind]))
    return actor


def may_read(role: Role, kind: str) -> bool:
    return role == Role.SYSTEM or role in (READS.get(kind) or TRAIL.get(kind, ()))
