/* What may stand in the directory: an organisation with its services, in the terms of HSDS (docs.openreferral.org).
 * Pure.
 *
 *   PutOrganization ─▶ size_check ─▶ check ─▶ without_contact ─▶ digest: as in the row? ─▶ OrganizationPut, Published
 *
 * An organisation is the unit: it is put whole, and what a put leaves out is no longer proposed. HSDS bounds nothing;
 * these bounds are ours. */
#pragma once
#include "civil/date.h"
#include "base/finding.h"
#include "base/id.h"
#include "base/message.h"
#include "proto/directory.h"
#include "proto/directory_events.h"
#include "proto/status.h"

enum {
    ORGANIZATION_SERVICES_MAX = 200,
    ORGANIZATION_BYTES_MAX = 200 * 1024, /* packed, so that its record always fits a Feed of 256 KiB */
    SERVICE_LOCATIONS_MAX = 20,
    SERVICE_PREFIXES_MAX = 200,
    SERVICE_LANGUAGES_MAX = 60,
};

/* 0 or REASON_TOO_LARGE. First of all: the check that follows compares services pair by pair. */
int directory_organization_size_check(const directory__organization *o);
/* Adds what is wrong, paths from the organisation down ("services[2].name"). Gives FIELD_REQUIRED, ID_INVALID,
 * DUPLICATE, TEXT_TOO_LONG, PHONE_INVALID, LANGUAGE_INVALID, POSTAL_CODE_INVALID, NUMBER_OUT_OF_RANGE, ENUM_UNKNOWN,
 * TOO_MANY, DATE_IMPOSSIBLE, DATE_IN_FUTURE. Whether a service is another organisation's is not asked here: that takes
 * rows. */
void directory_organization_check(const directory__organization *o, day today, struct findings *wrong);
/* The same without the contact's name, which is personal: what the open part of a record may hold. Shares its parts
 * with o, which must outlive it. */
directory__organization *directory_organization_without_contact(struct arena *a, const directory__organization *o);
/* Of one without its contact: equal for equal content. The name must not be in it: a digest stands open for ever, and
 * from a known sheet an erased name could be tried out against it. */
struct id directory_organization_digest(struct arena *a, const directory__organization *plain);
/* May it be found and referred to? Of the service alone; its organisation may be retired besides. */
bool directory_service_is_proposed(const directory__service *s);
/* What intake and notifications need of it, the whole again each time: what is missing from it is retired for them. Of
 * a retired organisation, no service. */
directory__organization_published *directory_organization_published(struct arena *a, const directory__organization *o,
                                                                    bool retired);
