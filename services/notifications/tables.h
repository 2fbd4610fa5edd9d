/* Everything that notifications' tables (tables.def) name. */
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
