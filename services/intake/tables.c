#include "intake/tables.h"

#define SERVICE intake
#define TABLES  "intake/tables.def"
#include "engine/tables/define.h"
