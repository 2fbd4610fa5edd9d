/* Everything that intake's tables (tables.def) name, declared once, so that no prototype can differ from its row. A
 * name that no header seems to declare comes from here:
 *
 *   COMMAND(decide_route, ...)            intake_decide_route(struct decide *, request, reply)
 *   ... whose it is: screening, ...       intake_owner_of_screening(view, id): its CLSC and family, or none
 *   EVENT(route_decided, ...)             intake_on_route_decided(struct apply *, record, event)
 *   REACTION(scheduling, visit_unplaced)  intake_follow_visit_unplaced(struct decide *, record, event)
 *   DEADLINE(start_week)                  intake_start_week, intake_start_week_due(struct decide *, due)
 *   TABLE(families, family)               intake_families, whose rows are intake_rows__family
 *   INDEX(work_in_order, ...)             intake_work_in_order, intake_work_in_order_keys(row, keys)
 *
 * Each function stands in the file of its noun; domain/ sees none of this. */
#pragma once
#include "engine/service.h"
#include "intake/intake_jobs.h"
#include "intake/intake_rows.h"
#include "proto/directory.h"
#include "proto/directory_events.h"
#include "proto/intake/contact.h"
#include "proto/intake/drafts.h"
#include "proto/intake/kin.h"
#include "proto/intake.h"
#include "proto/intake_events.h"
#include "proto/intake/notes.h"
#include "proto/notifications.h"
#include "proto/notifications_events.h"
#include "proto/scheduling.h"
#include "proto/scheduling_events.h"

#define SERVICE intake
#define TABLES  "intake/tables.def"
#include "engine/tables/declare.h"
