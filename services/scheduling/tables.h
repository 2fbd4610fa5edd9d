/* Everything that scheduling's tables (tables.def) name. */
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
