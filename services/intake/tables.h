/* Everything that intake's tables (tables.def) name. */
#pragma once
#include "engine/service.h"
#include "intake/intake_rows.h"
#include "proto/directory.h"
#include "proto/directory_events.h"
#include "proto/intake.h"
#include "proto/intake_events.h"
#include "proto/notifications.h"
#include "proto/notifications_events.h"
#include "proto/scheduling.h"
#include "proto/scheduling_events.h"

#define SERVICE intake
#define TABLES  "intake/tables.def"
#include "engine/tables/declare.h"
