"""Who the movement consists of: organisations, people, the posts that join them, and the papers behind both.

Mirrors: ทะเบียนชุมชน, แบบจดแจ้งสภาองค์กรชุมชน, ทะเบียนสมาชิกสภา, คำสั่งแต่งตั้งคณะทำงาน. Offices are public,
persons are not. What a kind of organisation has of its own stands in its own table.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.scoping import Row, spans_q
from khabuan.core import thai
from khabuan.core.fields import KeyField
from khabuan.places.models import Area, AreaGroup, CouncilArea, LocalGovernment, period_check
from khabuan.registry.rules.kinds import (
    AgencyKind,
    GroupFunction,
    HouseholdRole,
    Issue,
    LeaderLevel,
    Level,
    OrganisationKind,
    PostTitle,
    SeatOrigin,
    Tie,
)
from khabuan.registry.rules.registration import Step
from khabuan.registry.rules.requests import RequestKind, RequestOutcome


class Precision(models.TextChoices):
    """How much of a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


def precision() -> models.CharField[thai.Precision, thai.Precision]:
    return models.CharField(max_length=5, choices=Precision, default=Precision.DAY)


class Organisation(Row):
    """A body of or beside the movement. `node` is its place and itself ("19.01.05.o123."): seats sit there.

    Founded and ended dates may be known to the month or year only. `stays` is set when this record was merged
    into another one (an alias is kept, its addresses lead there).
    """

    scope = "node"
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices())
    level = models.CharField(max_length=10, choices=Level.choices(), blank=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=80, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="organisations")
    node = models.CharField(max_length=90, unique=True)
    group = models.ForeignKey(AreaGroup, models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    council_area = models.ForeignKey(CouncilArea, models.PROTECT, null=True, related_name="+")
    founded_on = models.DateField(null=True)
    founded_precision = precision()
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    stays = models.ForeignKey("self", models.PROTECT, null=True, related_name="aliases", db_index=False)
    sort_key = models.CharField(max_length=260)
    search_key = models.CharField(max_length=260)
    searched = ("search_key",)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(ended_on__gte=F("founded_on")),
                name="organisation_period",
                violation_error_message=_("The end is before the beginning. Check both dates."),
            ),
            models.UniqueConstraint(
                fields=["council_area"],
                condition=Q(kind="council", ended_on__isnull=True, stays__isnull=True),
                name="one_council_per_area",
                violation_error_message=_(
                    "This council area has a council already. End that one first, or choose another area."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "node"], name="organisation_kind_node"),
            models.Index(fields=["search_key"], name="organisation_search"),
            # Only aliases: SQLite would walk a full index for "stays is null", which is nearly every row.
            models.Index(fields=["stays"], condition=Q(stays__isnull=False), name="organisation_stays"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/organisations/{self.pk}/"

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        """Within the spans, and the bodies at the places above (province, amphoe), not their insides."""
        return spans_q(actor.spans, "node") | Q(area__path__in=actor.upline)


class OwnPart(Row):
    """A table of one kind of organisation, keyed by it."""

    scope = "organisation__node"

    class Meta(Row.Meta):
        abstract = True

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return spans_q(actor.spans, "organisation__node") | Q(organisation__area__path__in=actor.upline)


class Community(OwnPart):
    """The paper ทะเบียนชุมชน: what kind of group it is, what for, how many."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="community")
    group_kind = models.CharField(max_length=80, blank=True)
    purpose = models.CharField(max_length=500, blank=True)
    member_count = models.PositiveIntegerField(null=True)
    counted_on = models.DateField(null=True)


class WorkingGroup(OwnPart):
    """What a working group is for. Some act, some coordinate (อุดรธานี 2560: amphoe act, zones coordinate)."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="working_group")
    function = models.CharField(max_length=12, choices=GroupFunction.choices())
    issue = models.CharField(max_length=30, choices=Issue.choices(), blank=True)
    mandate = models.CharField(max_length=500, blank=True)


class Agency(OwnPart):
    """A partner agency (หน่วยงานภาคี), or the local government that is one."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="agency")
    # One of AgencyKind; records of old may still have words of their own.
    agency_kind = models.CharField(max_length=40, choices=AgencyKind.choices(), blank=True)
    ministry = models.CharField(max_length=120, blank=True)
    local_government = models.ForeignKey(LocalGovernment, models.PROTECT, null=True, related_name="+")


class Support(OwnPart):
    """An agency supports an issue in an area over a time."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="supports")
    issue = models.CharField(max_length=30, choices=Issue.choices())
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        constraints = [period_check("support_period")]


class Registration(OwnPart):
    """One dated step of จดแจ้ง under section 5 of the Act: never overwritten, a change is another row."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="registrations")
    step = models.CharField(max_length=24, choices=Step.choices())
    number = models.CharField(max_length=60, blank=True)
    on = models.DateField(null=True)
    on_precision = precision()
    receiver = models.CharField(max_length=200, blank=True)
    receiver_office = models.CharField(max_length=200, blank=True)
    present = models.PositiveIntegerField(null=True)
    agreed = models.PositiveIntegerField(null=True)
    entitled = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)
    withdrawn_on = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed__isnull=True) | Q(present__isnull=True) | Q(agreed__lte=F("present")),
                name="agreed_within_present",
                violation_error_message=_("More agreed than were present. Check both numbers."),
            ),
        ]


class Household(Row):
    """A house as the house register (ทะเบียนบ้าน) has it: number and village."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    house_no = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["area", "house_no"], name="household_place")]

    def __str__(self) -> str:
        return self.house_no


class Person(Row):
    """A person, with title, name and surname apart. Numbers that identify stand sealed in `Identity`.

    Seen where the person lives, and where the person holds a post. `stays` is set after a merge.
    """

    class Sex(models.TextChoices):
        FEMALE = "f", _("female")
        MALE = "m", _("male")

    title = models.CharField(max_length=60, blank=True)
    given = models.CharField(max_length=120)
    surname = models.CharField(max_length=120, blank=True)
    former_surname = models.CharField(max_length=120, blank=True)
    nickname = models.CharField(max_length=60, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    born_on = models.DateField(null=True)
    born_precision = precision()
    died_on = models.DateField(null=True)
    died_precision = precision()
    note = models.TextField(blank=True)
    erased_on = models.DateField(null=True)  # at the person's wish: the name is a pseudonym since
    stays = models.ForeignKey("self", models.PROTECT, null=True, related_name="aliases", db_index=False)
    sort_key = models.CharField(max_length=260)
    search_key = models.CharField(max_length=260)
    sound_key = models.CharField(max_length=160)
    searched = ("search_key",)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(died_on__isnull=True) | Q(born_on__isnull=True) | Q(died_on__gte=F("born_on")),
                name="person_life",
                violation_error_message=_("The death is before the birth. Check both dates."),
            ),
        ]
        indexes = [
            models.Index(fields=["search_key"], name="person_search"),
            models.Index(fields=["stays"], condition=Q(stays__isnull=False), name="person_stays"),
            models.Index(fields=["sound_key"], name="person_sound"),
            models.Index(fields=["surname", "given"], name="person_name"),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (f"{self.title}{self.given}", self.surname)))

    def get_absolute_url(self) -> str:
        return f"/people/{self.pk}/"

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        held = Appointment.everywhere.filter(spans_q(actor.spans, "post__organisation__node"))
        return spans_q(actor.spans, "area__path") | Q(pk__in=held.values("person_id"))


class Identity(Row):
    """A sealed fact about a person: citizen number, phone, account, health. `shown` is what may be seen.

    `equality` finds the same number again without opening it. Only `reveal_identity` opens, and logs it.
    """

    class Kind(models.TextChoices):
        CITIZEN = "citizen", _("citizen number")
        PHONE = "phone", _("phone number")
        ACCOUNT = "account", _("bank account")
        HEALTH = "health", _("health")

    scope = "person__area__path"
    hidden = frozenset({"sealed", "equality"})
    person = models.ForeignKey(Person, models.PROTECT, related_name="identities")
    kind = models.CharField(max_length=8, choices=Kind)
    sealed = models.BinaryField()
    shown = models.CharField(max_length=40)
    equality = models.CharField(max_length=44)
    findings = models.JSONField(default=list)  # "length", "check_digit" …: warned, allowed, flagged
    until = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(until__isnull=True), name="identity_once",
                violation_error_message=_("This person has such a number already. Change that one."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["kind", "equality"], name="identity_equality")]

    def __str__(self) -> str:
        return self.shown


class PersonPart(Row):
    """A table about one person: seen by who sees the person."""

    scope = "person__area__path"

    class Meta(Row.Meta):
        abstract = True

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return Q(person__in=Person.everywhere.filter(Person.scope_q(actor)).values("pk"))


class HouseholdMember(PersonPart):
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=HouseholdRole.choices(), default=HouseholdRole.RESIDENT)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [period_check("household_member_period")]


class FamilyTie(PersonPart):
    """`person` is the `kind` of `other` (parent of, spouse of …); one row a tie, the inverse is computed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Tie.choices())
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [
            period_check("family_tie_period"),
            models.CheckConstraint(
                condition=~Q(person=F("other")), name="tie_to_another",
                violation_error_message=_("A person has no tie to themselves. Choose another person."),
            ),
        ]  # fmt: skip


class Post(OwnPart):
    """A seat of a body (ตำแหน่ง): its title, where it comes from, how many hold it at a time."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=30, choices=PostTitle.choices())
    label = models.CharField(max_length=200, blank=True)  # as the order of appointment words it
    holders = models.PositiveSmallIntegerField(null=True, default=1)  # how many seats; None: no fixed number
    term_years = models.PositiveSmallIntegerField(null=True)
    origin = models.CharField(max_length=30, choices=SeatOrigin.choices(), blank=True)
    origin_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    origin_note = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [period_check("post_period")]
        indexes = [models.Index(fields=["organisation", "order"], name="post_order")]

    def __str__(self) -> str:
        return self.label or str(gettext(PostTitle(self.title).label))


class Appointment(Row):
    """A person holds a post (วาระ): `until` is the term's last foreseen day, `ended_on` the day of leaving.

    A holder who has not left when the term has passed is still there, over term.
    """

    scope = "post__organisation__node"
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    since = models.DateField(null=True)
    since_precision = precision()
    until = models.DateField(null=True)
    until_precision = precision()
    ended_on = models.DateField(null=True)
    ended_precision = precision()
    ended_reason = models.CharField(max_length=200, blank=True)
    order_number = models.CharField(max_length=80, blank=True)
    on_behalf_of = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    is_acting = models.BooleanField(default=False)

    class Meta(Row.Meta):
        constraints = [
            period_check("appointment_period"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(since__isnull=True) | Q(ended_on__gte=F("since")),
                name="appointment_end",
                violation_error_message=_("The post ended before it began. Check both dates."),
            ),
        ]
        indexes = [
            models.Index(fields=["person"], name="appointment_person"),
            models.Index(fields=["until"], name="appointment_until"),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.person}"

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        organisation = "post__organisation"
        return spans_q(actor.spans, f"{organisation}__node") | Q(
            **{f"{organisation}__area__path__in": actor.upline}
        )


class Leader(PersonPart):
    """A leader by level (ตำบล, จังหวัด, ผู้เชี่ยวชาญรายประเด็น) and issue."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    level = models.CharField(max_length=12, choices=LeaderLevel.choices())
    issue = models.CharField(max_length=30, choices=Issue.choices(), blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta(Row.Meta):
        constraints = [period_check("leader_period")]


class Consent(PersonPart):
    """What a person agreed to (PDPA s.19, 23): purpose, the words' version, when, and when withdrawn."""

    hidden = frozenset({"given_by"})
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=30)
    text_version = models.CharField(max_length=20)
    given_on = models.DateField()
    given_by = models.CharField(max_length=200, blank=True)  # a guardian, for a minor
    withdrawn_on = models.DateField(null=True)


class SubjectRequest(PersonPart):
    """What a person asked about the facts kept of them (PDPA s.30-36): copy, correction, erasure, objection.

    Papers (the letter, the signed receipt of the copy) are files attached to it. `due_on` is the last day for
    the answer by the rule `privacy.answer_days`. `words` and `answer` are blanked with an erasure.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=RequestKind.choices())
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=200, blank=True)  # a guardian, or by letter of authority
    words = models.CharField(max_length=1000, blank=True)
    due_on = models.DateField()
    answered_on = models.DateField(null=True)
    outcome = models.CharField(max_length=8, choices=RequestOutcome.choices(), blank=True)
    answer = models.CharField(max_length=1000, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                name="request_period",
                violation_error_message=_("The answer is before the request. Check both dates."),
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(answered_on__isnull=True),
                name="request_open_once",
                violation_error_message=_(
                    "This person asked for the same already, and it waits for an answer."
                ),
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="request_due")]

    def get_absolute_url(self) -> str:
        return f"/requests/{self.pk}/"


class Merge(Row):
    """Two records were found to be one. `facts` hold all that is needed to undo it."""

    scope = "place"
    hidden = frozenset({"facts"})
    kind = models.CharField(max_length=12)  # person or organisation
    stays_id = models.BigIntegerField()
    goes_id = models.BigIntegerField()
    place = models.CharField(max_length=90)
    on = models.DateField()
    reasons = models.JSONField(default=list)
    facts = models.JSONField(default=dict)  # "moves", in order: [kind, key, {field: [old, new]}]
    undone_on = models.DateField(null=True)
    undone_reason = models.CharField(max_length=300, blank=True)


class NotTheSame(Row):
    """Somebody looked at two records and says that they are two. They are not proposed again."""

    scope = "place"
    kind = models.CharField(max_length=12)
    low_id = models.BigIntegerField()
    high_id = models.BigIntegerField()
    place = models.CharField(max_length=90)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "low_id", "high_id"], name="not_the_same_once",
                violation_error_message=_("This was said already."),
            ),
        ]  # fmt: skip


class Proposal(Row):
    """A change that someone without the office proposes, with its evidence, to the seat that has it."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    scope = "place"
    kind = models.CharField(max_length=40)  # "registry.organisation", "registry.person"
    subject_id = models.BigIntegerField()
    subject_title = models.CharField(max_length=260)
    place = models.CharField(max_length=90)
    facts = models.JSONField()  # field → [as it is, as proposed]
    words = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    by_seat = models.CharField(max_length=40)
    by_title = models.CharField(max_length=200)
    made_on = models.DateField()
    decided_on = models.DateField(null=True)
    decision = models.CharField(max_length=300, blank=True)

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return spans_q(actor.spans, "place") | Q(by_seat=actor.seat)


class PersonKey(models.Model):
    """One blocking key of a person (`rules.duplicates`), as a number: who may be one meets in one index.

    Derived from people, so it may be taken away and made anew; read through people only. The key's words
    (names, equality tokens) do not stand here, only 63 bits of their digest.
    """

    protection = ""
    id = KeyField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    value = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["value", "person"], name="person_key_once")]


class LikelyPair(models.Model):
    """Two persons who may be one, with score (60..100) and reasons: waits until merged or told apart.

    Derived from people, so it may be taken away and made anew.
    """

    protection = ""
    id = KeyField()
    low = models.ForeignKey(Person, models.PROTECT, related_name="+")
    high = models.ForeignKey(Person, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)  # [code, points, [values]]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["low", "high"], name="likely_pair_once")]
        indexes = [models.Index(fields=["score"], name="likely_pair_score")]

    @classmethod
    def seen_by(cls, actor: Actor) -> models.QuerySet[LikelyPair]:
        """Pairs both of whom this seat sees, if its office merges people: no others are told of them."""
        if not policy.may(actor, "registry.merge_people"):
            return cls.objects.none()
        held = Appointment.everywhere.filter(spans_q(actor.spans, "post__organisation__node")).values(
            "person_id"
        )
        low = spans_q(actor.spans, "low__area__path") | Q(low__in=held)
        return cls.objects.filter(low, spans_q(actor.spans, "high__area__path") | Q(high__in=held))
