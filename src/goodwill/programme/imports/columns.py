"""Which columns a file of parties, of people or of affiliations may have, and what they are called."""

from collections.abc import Iterable, Mapping
from itertools import chain

from goodwill.evidence.names import squeezed
from goodwill.evidence.record_rows import Kind, RecordColumn
from goodwill.records.models import OwnField
from goodwill.terms import UsageError

_IDENTIFIERS = (
    *("id", "identifier", "externalid", "partyid", "customerid", "customernumber", "customerno", "customercode"),
    *("accountid", "accountnumber", "accountno", "companyid", "supplierid", "suppliernumber", "vendorid", "clientid"),
    *("recordid", "number", "code", "key", "customer"),
)
_PERSON_IDENTIFIERS = ("id", "identifier", "externalid", "personid", "contactid", "recordid", "number", "code", "key")
_NAMES = ("name", "fullname", "companyname", "company", "organisation", "organization", "accountname", "customername")
_POINTS = (
    RecordColumn("email", ("email", "emailaddress", "mail", "email1", "email2", "secondemail"), several=True),
    RecordColumn(
        "telephone",
        ("telephone", "phone", "tel", "phonenumber", "telephonenumber", "mobile", "mobilephone", "workphone"),
        several=True,
    ),
    RecordColumn("address", ("address", "postaladdress", "street", "streetaddress"), several=True),
    RecordColumn("web", ("web", "website", "url", "homepage", "webpage"), several=True),
)
_SHARED = (
    RecordColumn("place", ("place", "city", "town", "location", "country")),
    RecordColumn("tags", ("tags", "tag", "labels", "keywords")),
    *_POINTS,
)
_RELATIONSHIP = (
    RecordColumn("market", ("market", "relationship", "relationshiptype")),
    RecordColumn("market-kind", ("marketkind", "relationshipkind", "customerkind", "type")),
    RecordColumn("state", ("state", "status", "stage", "relationshipstate")),
    RecordColumn("manager", ("manager", "owner", "accountmanager", "relationshipmanager", "manageremail")),
    RecordColumn("since", ("since", "customersince", "started", "startdate", "begin", "began"), "date"),
)
_ORGANISATIONS = (
    *("organisation", "organisationid", "organization", "organizationid", "company", "companyid", "employer"),
    *("account", "accountid", "party", "partyid", "customer", "customerid"),
)
_ROLES = ("role", "position", "jobtitle", "title", "function")
_FROM = ("from", "startdate", "start", "validfrom", "started", "since")
_UNTIL = ("until", "to", "ended", "end", "enddate", "validto")
PARTIES: tuple[RecordColumn, ...] = (
    RecordColumn("id", _IDENTIFIERS, "id"),
    RecordColumn("source", ("source", "system", "sourcesystem")),
    RecordColumn("name", _NAMES),
    RecordColumn("kind", ("kind", "partykind", "partytype")),
    RecordColumn("parent", ("parent", "parentid", "parentcompany", "parentaccount", "parentaccountid", "group"), "id"),
    RecordColumn("bill-to", ("billto", "billtoid", "billedto", "payer", "payerid", "invoiceto"), "id"),
    *_SHARED,
    *_RELATIONSHIP,
)
PEOPLE: tuple[RecordColumn, ...] = (
    RecordColumn("id", _PERSON_IDENTIFIERS, "id"),
    RecordColumn("source", ("source", "system", "sourcesystem")),
    RecordColumn("name", ("name", "fullname", "person", "contact", "contactname")),
    RecordColumn("first-name", ("firstname", "givenname", "forename")),
    RecordColumn("last-name", ("lastname", "surname", "familyname")),
    RecordColumn("organisation", _ORGANISATIONS, "id"),
    RecordColumn("role", _ROLES),
    RecordColumn("from", _FROM, "date"),
    RecordColumn("until", _UNTIL, "date"),
    *_SHARED,
    *_RELATIONSHIP,
)
AFFILIATIONS: tuple[RecordColumn, ...] = (
    RecordColumn("person", ("person", "personid", "contact", "contactid", "employee", "employeeid"), "id"),
    RecordColumn("organisation", _ORGANISATIONS, "id"),
    RecordColumn("person-source", ("personsource", "contactsource")),
    RecordColumn("organisation-source", ("organisationsource", "organizationsource", "companysource")),
    RecordColumn("role", _ROLES),
    RecordColumn("from", _FROM, "date"),
    RecordColumn("until", _UNTIL, "date"),
)
OTHER_SOURCE = "id@"
"""Begins the role of a further identifier: `id@billing` is what the source billing calls the party."""
OWN = "own:"
"""Begins the role of an own field."""
EVERY = "all"
_STAY = frozenset({"id", "source", "kind", "market", "tags", "person", "organisation", "role"})
_STAYS_TOO = frozenset({"first-name", "last-name", "person-source", "organisation-source"})
"""What says who or which is meant, and what is only ever added to: never overwritten."""
_KINDS: Mapping[str, Kind] = {"number": "number", "date": "date"}


def with_own(columns: Iterable[RecordColumn], chosen: Iterable[str]) -> tuple[RecordColumn, ...]:
    """These columns, the own fields by name or label, and the further identifiers that a person named.

    A name that both have means what every workspace has; the own field is then to be named with its role.
    """
    columns = tuple(columns)
    taken = set(chain.from_iterable(column.names for column in columns))
    own = tuple(
        RecordColumn(
            OWN + field.name,
            tuple(n for n in dict.fromkeys((squeezed(field.label), squeezed(field.name))) if n not in taken),
            _KINDS.get(field.kind, "text"),
        )
        for field in OwnField.objects.filter(retired__isnull=True)
    )
    others = tuple(RecordColumn(role, (), "id") for role in chosen if role.startswith(OTHER_SOURCE))
    return (*columns, *own, *others)


def overwritten(said: str | None, columns: Iterable[RecordColumn]) -> frozenset[str]:
    """The roles whose values replace those that are there, as a person names them: one by one, or all of them.

    Raises:
        UsageError: for one that is no role, or none that can be overwritten.
    """
    roles = [c.role for c in columns if c.role not in _STAY | _STAYS_TOO and not c.role.startswith(OTHER_SOURCE)]
    words = [word.strip().casefold() for word in (said or "").split(",") if word.strip()]
    if words == [EVERY]:
        return frozenset(roles)
    chosen = set()
    for word in words:
        found = next((role for role in roles if word in (role, role.removeprefix(OWN))), None)
        if found is None:
            raise UsageError(f'"{word}" cannot be overwritten. Write {EVERY}, or some of {", ".join(roles)}.')
        chosen.add(found)
    return frozenset(chosen)
