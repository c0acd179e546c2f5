"""Who acts: the frozen value every rule judges. Nothing here asks the database: `selectors.actor_for` gathers it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class GrantView:
    """A grant as rules see it. `unit_ids` None means every unit, `procedure` None every procedure.

    `on_behalf_of` is the absent person this grant is used for (A/B 角), None when it is the actor's own.
    """

    role: str
    unit_ids: frozenset[int] | None
    procedure: str | None
    visibility: int = 0
    on_behalf_of: int | None = None

    def covers(self, *, unit_id: int | None, procedure: str | None) -> bool:
        """Say whether the grant reaches this unit and procedure; None asks about any."""
        reaches_unit = unit_id is None or self.unit_ids is None or unit_id in self.unit_ids
        reaches_procedure = procedure is None or self.procedure is None or procedure == self.procedure
        return reaches_unit and reaches_procedure


@dataclass(frozen=True, slots=True)
class PostView:
    """A post held today, by the actor or by the absent person the actor covers.

    `organ_id` is the organ above a section's post; None when the post is in the organ itself.
    """

    unit_id: int
    level: str
    title: str
    on_behalf_of: int | None = None
    organ_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever performs an act: a person behind an account, a program, the system itself, or a member of the public.

    `own_case_ids` are the cases a member of the public proved to own (access code); everybody else has none.
    """

    kind: str
    name: str
    account_id: int | None = None
    person_id: int | None = None
    unit_ids: frozenset[int] = frozenset()
    home_unit_id: int | None = None
    posts: tuple[PostView, ...] = ()
    grants: tuple[GrantView, ...] = ()
    admin_duty: str = ""
    acting_for: tuple[int, ...] = ()
    own_case_ids: frozenset[int] = frozenset()

    @property
    def is_system(self) -> bool:
        """Say whether this is the system acting by the clock."""
        return self.kind == "system"

    @property
    def ref(self) -> str:
        """Return the name ledgers keep for the actor: stable, without personal data."""
        if self.kind == "public":
            return "public"
        return "system" if self.account_id is None else f"account:{self.account_id}"

    def has_role(self, role: str, unit_id: int | None = None, procedure: str | None = None) -> bool:
        """Say whether any grant, own or covered for somebody absent, gives `role` there."""
        return any(grant.role == role and grant.covers(unit_id=unit_id, procedure=procedure) for grant in self.grants)

    def has_any_role(self, roles: Iterable[str], unit_id: int | None = None, procedure: str | None = None) -> bool:
        """Say whether one of `roles` is held there."""
        return any(self.has_role(role, unit_id, procedure) for role in roles)

    def role_on_behalf_of(self, role: str, unit_id: int | None = None, procedure: str | None = None) -> int | None:
        """Return the absent person for whom `role` is used, None when the actor holds it in his own right."""
        held = [g for g in self.grants if g.role == role and g.covers(unit_id=unit_id, procedure=procedure)]
        if not held or any(grant.on_behalf_of is None for grant in held):
            return None
        return held[0].on_behalf_of

    def own_right(self) -> "Actor":
        """Return the actor without what he holds only by covering somebody absent (A/B 角)."""
        return self._holding({None}, acting_for=())

    def standing_for(self, person_id: int) -> "Actor":
        """Return the actor with what is his own and what he holds by covering this one absent person."""
        return self._holding({None, person_id}, acting_for=(person_id,))

    def _holding(self, in_whose_right: set[int | None], *, acting_for: tuple[int, ...]) -> "Actor":
        # A method, because a request's actor is gathered late: a proxy stands before this value, which `replace` refuses.
        return replace(
            self,
            grants=tuple(grant for grant in self.grants if grant.on_behalf_of in in_whose_right),
            posts=tuple(post for post in self.posts if post.on_behalf_of in in_whose_right),
            acting_for=acting_for,
        )

    def has_level(self, level: str, unit_id: int) -> bool:
        """Say whether the actor holds (or covers) a post of `level` in the unit itself."""
        return any(post.level == level and post.unit_id == unit_id for post in self.posts)

    def readable_unit_ids(self, procedure: str | None = None, visibility: int = 0) -> frozenset[int] | None:
        """Return the units whose rows of `procedure` up to `visibility` may be read; None means all, empty none."""
        if self.is_system:
            return None
        readable: set[int] = set()
        for grant in self.grants:
            if grant.visibility < visibility or not grant.covers(unit_id=None, procedure=procedure):
                continue
            if grant.unit_ids is None:
                return None
            readable |= grant.unit_ids
        return frozenset(readable)


SYSTEM = Actor(kind="system", name="系统")
NOBODY = Actor(kind="nobody", name="")
