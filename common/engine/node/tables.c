#include "engine/node/tables.h"

#define SERVICE node
#define TABLES  "engine/node/tables.def"
#include "engine/tables/define.h"
