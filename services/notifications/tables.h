/* Everything that notifications' tables (tables.def) name. */
#pragma once
#include "engine/service.h"
#include "notifications/notifications_rows.h"
#include "proto/directory.h"
#include "proto/intake.h"
#include "proto/notifications.h"

#define SERVICE notifications
#define TABLES  "notifications/tables.def"
#include "engine/tables/declare.h"
