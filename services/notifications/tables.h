/* Everything that notifications' tables (tables.def) name: a handler, an apply, an owner or an index's keys of another
 * type than its row wants does not compile where this is included. `notifications_service` is what main.c and the tests
 * run. */
#pragma once
#include "engine/service.h"
#include "notifications/notifications_rows.h"
#include "proto/directory.h"
#include "proto/directory_events.h"
#include "proto/intake.h"
#include "proto/intake_events.h"
#include "proto/notifications.h"
#include "proto/notifications_events.h"

#define SERVICE notifications
#define TABLES  "notifications/tables.def"
#include "engine/tables/declare.h"
