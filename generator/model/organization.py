"""A body spoken of, with every name it goes by. Private: this is what must never be printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OrganizationKind(StrEnum):
    """What kind of body it is; the public-body policy says for each kind what is printed."""

    COMPANY = "company"
    COOPERATIVE = "cooperative"  # 組合, 共済組合
    ASSOCIATION = "association"  # 協会, 学会, 商工会議所, NPO
    FOUNDATION = "foundation"  # 一般・公益財団/社団法人
    SCHOOL_PRIVATE = "school_private"
    MEDICAL_PRIVATE = "medical_private"
    UNIVERSITY_PUBLIC = "university_public"  # 国公立大学
    SCHOOL_PUBLIC = "school_public"
    HOSPITAL_PUBLIC = "hospital_public"
    MUNICIPALITY = "municipality"
    MINISTRY = "ministry"  # 府省庁, 委員会
    AGENCY = "agency"  # 独立行政法人, 特殊法人
    POLICE = "police"
    FOREIGN = "foreign"  # foreign states and their bodies
    MEDIA = "media"
    PERSON = "person"


class Printed(StrEnum):
    """What of an organization is printed; overrides the policy for its kind."""

    YES = "yes"  # its name
    ALIAS = "alias"  # 某通信会社
    ROLE = "role"  # 委託先, サービス提供事業者


@dataclass(frozen=True, kw_only=True, slots=True)
class Organization:
    """A body spoken of, with every name it goes by."""

    id: str
    name: str  # official name with its legal form
    other_names: tuple[str, ...] = ()  # short, former, usual in the press
    kana: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()  # shops, apps, services, systems
    domains: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()  # 証券コード, 法人番号, telephone numbers, addresses
    kind: OrganizationKind
    industry: str | None = None  # the digest's word: 通信会社
    alias: str | None = None  # 某通信会社; from the industry where absent
    printed: Printed | None = None
    reason: str | None = None  # why `printed` differs from the policy
    group: tuple[str, ...] = ()  # ids of parent and sister companies
    places: tuple[str, ...] = ()  # places below prefecture that would tell who it is
    unconfirmed: bool = False  # registered from a headline by itself: an editor has to confirm it
