/* Everything that scheduling's tables (tables.def) name: a handler, an apply, an owner or an index's keys of another
 * type than its row wants does not compile where this is included. `scheduling_service` is what main.c and the tests
 * run. */
#pragma once
#include "engine/service.h"
#include "proto/intake.h"
#include "proto/intake_events.h"
#include "proto/scheduling.h"
#include "proto/scheduling_events.h"
#include "scheduling/scheduling_rows.h"

#define SERVICE scheduling
#define TABLES  "scheduling/tables.def"
#include "engine/tables/declare.h"
