"""Areas, what they were called and where they stood, and what is laid over them.

Mirrors: the DOPA area codes (2/4/6/8 digits), the Interior Ministry's lists of villages and local
governments, and the province's own list of council areas (พื้นที่ตั้งสภา). Facts about places are public.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row


class OpenRow(Row):
    """A public fact: everybody reads it, the offices of its place write it."""

    class Meta(Row.Meta):
        abstract = True

    @classmethod
    def scope_q(cls, actor: Actor) -> Q:
        return Q()

    @classmethod
    def public_rows(cls) -> models.QuerySet[Any]:
        """All rows: what everybody may see needs no actor."""
        return cls.objects.visible_to(Actor.public())


def period_check(name: str) -> models.CheckConstraint:
    """An end is not before its beginning."""
    return models.CheckConstraint(
        condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
        name=name,
        violation_error_message=_("The end is before the beginning. Check both dates."),
    )


class AreaKind(models.TextChoices):
    NATION = "nation", _("nation")
    PROVINCE = "province", _("province")
    DISTRICT = "district", _("district")
    SUBDISTRICT = "subdistrict", _("subdistrict")
    VILLAGE = "village", _("village")
    COMMUNITY = "community", _("urban community")


class Area(OpenRow):
    """A place with its code. `path` is today's place in the tree, each step closed ("19.01.05.03.").

    The nation's path is empty. Villages and urban communities stand at one level; a community has no code
    and its step is "c" and its key. An area that was abolished keeps its row with `until`.
    """

    scope = "path"
    kind = models.CharField(max_length=12, choices=AreaKind)
    code = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=60)
    moo = models.PositiveSmallIntegerField(null=True)
    postal_code = models.CharField(max_length=40, blank=True)  # several are parted by spaces
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    tile_column = models.PositiveSmallIntegerField(null=True)
    tile_row = models.PositiveSmallIntegerField(null=True)
    sort_key = models.CharField(max_length=160)
    search_key = models.CharField(max_length=160)
    skeleton = models.CharField(max_length=40, blank=True)  # of the Thai name, see `names.skeleton`
    skeleton_en = models.CharField(max_length=40, blank=True)
    latin_key = models.CharField(max_length=160, blank=True)  # the English name: small letters, no blanks

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["path"], condition=Q(until__isnull=True), name="area_path_once",
                violation_error_message=_("There is a place with this code already."),
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(until__isnull=True) & ~Q(code=""), name="area_code_once",
                violation_error_message=_("There is a place with this code already."),
            ),
            period_check("area_period"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["path"], name="area_path"),
            models.Index(fields=["code"], name="area_code"),
            models.Index(fields=["search_key"], name="area_search_key"),
            models.Index(fields=["skeleton"], name="area_skeleton"),
            models.Index(fields=["skeleton_en"], name="area_skeleton_en"),
            models.Index(fields=["latin_key"], name="area_latin_key"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """How addresses name it: its official code, or "k" and its key."""
        return self.code or ("th" if self.kind == AreaKind.NATION else f"k{self.pk}")

    def get_absolute_url(self) -> str:
        return f"/places/{self.key}/"


class Placement(OpenRow):
    """Where an area stood from a day on: the tree as of any date is read from here."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=60)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [period_check("placement_period")]
        indexes = [models.Index(fields=["path"], name="placement_path")]


class AreaName(OpenRow):
    """A name that an area had or is also called by; old names are still found."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="names")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    search_key = models.CharField(max_length=160)
    skeleton = models.CharField(max_length=40, blank=True)

    class Meta(Row.Meta):
        constraints = [period_check("area_name_period")]
        indexes = [
            models.Index(fields=["search_key"], name="area_name_search"),
            models.Index(fields=["skeleton"], name="area_name_skeleton"),
        ]


class AbolishedArea(OpenRow):
    """A code that is no more. `area` took its place (None: unknown, or several).

    `successors` are all codes that did, parted by spaces; `source` is the announcement, or says that the
    successor is only of the same name.
    """

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="abolished")
    successors = models.CharField(max_length=120, blank=True)
    abolished_on = models.DateField(null=True)
    source = models.TextField(blank=True)
    search_key = models.CharField(max_length=160)
    skeleton = models.CharField(max_length=40, blank=True)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["skeleton"], name="abolished_skeleton")]


class AreaEvent(OpenRow):
    """A split, merge, rename or move, with its date, reason and legal reference (ประกาศราชกิจจานุเบกษา)."""

    class Kind(models.TextChoices):
        RENAME = "rename", _("renamed")
        SPLIT = "split", _("split")
        MERGE = "merge", _("merged")
        MOVE = "move", _("moved")
        ABOLISH = "abolish", _("abolished")
        NEW = "new", _("set up")

    area = models.ForeignKey(Area, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=8, choices=Kind)
    on = models.DateField()
    reason = models.CharField(max_length=300)
    legal_reference = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)


class LocalGovernment(OpenRow):
    """A local government (อบต., เทศบาล, อบจ., กทม., เมืองพัทยา). Covers tambons wholly or partly."""

    class Kind(models.TextChoices):
        TAO = "tao", _("subdistrict administrative organisation")
        TOWN = "town", _("subdistrict municipality")
        CITY = "city", _("town municipality")
        METRO = "metro", _("city municipality")
        PAO = "pao", _("provincial administrative organisation")
        SPECIAL = "special", _("special local government")

    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=12, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    sort_key = models.CharField(max_length=160)
    search_key = models.CharField(max_length=160)

    class Meta(Row.Meta):
        constraints = [
            period_check("local_government_period"),
            models.UniqueConstraint(
                fields=["kind", "area", "search_key", "code"], condition=Q(until__isnull=True),
                name="local_government_once",
                violation_error_message=_("This local government is in the list already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        between = " " if (get_language() or "th").startswith("en") else ""
        return f"{self.get_kind_display()}{between}{self.name}"


class LocalGovernmentCover(OpenRow):
    scope = "local_government__area__path"
    local_government = models.ForeignKey(LocalGovernment, models.PROTECT, related_name="covers")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    partly = models.BooleanField(default=False)
    until = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["local_government", "area"], condition=Q(until__isnull=True), name="cover_once",
                violation_error_message=_("This local government covers that subdistrict already."),
            ),
        ]  # fmt: skip


class CouncilArea(OpenRow):
    """An area where one council may stand (Act s.3: ตำบล also means municipality and Bangkok district).

    The province confirms the list; coverage is counted over the rows in force on a day.
    """

    class Kind(models.TextChoices):
        TAMBON = "tambon", _("subdistrict")
        MUNICIPALITY = "municipality", _("municipality")
        KHET = "khet", _("Bangkok district")

    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    local_government = models.ForeignKey(LocalGovernment, models.PROTECT, null=True, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=160)

    class Meta(Row.Meta):
        constraints = [
            period_check("council_area_period"),
            models.UniqueConstraint(
                fields=["kind", "area", "name"], condition=Q(until__isnull=True), name="council_area_once",
                violation_error_message=_("This council area is in the list already."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class CouncilAreaCover(OpenRow):
    """Which tambons (or villages, when cut by a municipality) a council area holds."""

    scope = "council_area__area__path"
    council_area = models.ForeignKey(CouncilArea, models.PROTECT, related_name="covers")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    partly = models.BooleanField(default=False)
    until = models.DateField(null=True)


class AreaGroup(OpenRow):
    """A dated group of areas: zone of amphoe, provincial cluster, the movement's own group, CODI region.

    `area` is the place it lies in (a province for zones, the nation for the others). Last year's group keeps
    its row, with `until`; this year's is another row.
    """

    class Kind(models.TextChoices):
        ZONE = "zone", _("zone")
        CLUSTER = "cluster", _("provincial cluster")
        MOVEMENT = "movement", _("group of the movement")
        REGION = "region", _("CODI region")

    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)
    is_verified = models.BooleanField(default=False)
    sort_key = models.CharField(max_length=160)
    search_key = models.CharField(max_length=160)

    class Meta(Row.Meta):
        constraints = [period_check("area_group_period")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/groups/{self.pk}/"


class AreaGroupMember(OpenRow):
    scope = "group__area__path"
    group = models.ForeignKey(AreaGroup, models.PROTECT, related_name="members")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [
            period_check("area_group_member_period"),
            models.UniqueConstraint(
                fields=["group", "area"], condition=Q(until__isnull=True), name="group_member_once",
                violation_error_message=_("This area is in the group already."),
            ),
        ]  # fmt: skip


class BoundarySource(OpenRow):
    """Where boundaries of a province come from, as who brought them in says: shown under each map.

    No source, no map: the database holds that both are said.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=300)
    file_name = models.CharField(max_length=200, blank=True)
    brought_on = models.DateField()

    class Meta(Row.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(licence=""), name="boundary_source_said",
                violation_error_message=_("Say where the boundaries come from and what may be done with them."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.source


class Boundary(OpenRow):
    """The outline of an area in a period, thinned and packed (`core.shapes.packed`).

    `digest` is of the outline as it stood in the file, so that the same file is known again.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="boundaries")
    source = models.ForeignKey(BoundarySource, models.PROTECT, related_name="+")
    shape = models.TextField()
    digest = models.CharField(max_length=64)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta(Row.Meta):
        constraints = [
            period_check("boundary_period"),
            models.UniqueConstraint(
                fields=["area"], condition=Q(until__isnull=True), name="boundary_once",
                violation_error_message=_("This area has a boundary already. End that one first."),
            ),
        ]  # fmt: skip
