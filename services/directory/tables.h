/* Everything that the directory's tables (tables.def) name: a handler, an apply or an index's keys of another type than
 * its row wants does not compile where this is included. `directory_service` is what main.c and the tests run. */
#pragma once
#include "directory/directory_rows.h"
#include "engine/service.h"
#include "proto/directory.h"
#include "proto/directory_events.h"

#define SERVICE directory
#define TABLES  "directory/tables.def"
#include "engine/tables/declare.h"
