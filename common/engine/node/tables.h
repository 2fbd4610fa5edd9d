/* Everything that node's tables (tables.def) name. */
#pragma once
#include "engine/turn/turn.h"

#define SERVICE node
#define TABLES  "engine/node/tables.def"
#include "engine/tables/declare.h"
