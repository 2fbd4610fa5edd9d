/* Everything that the directory's tables (tables.def) name. */
#pragma once
#include "directory/directory_rows.h"
#include "engine/service.h"
#include "proto/directory.h"
#include "proto/directory_events.h"

#define SERVICE directory
#define TABLES  "directory/tables.def"
#include "engine/tables/declare.h"
