#include "scheduling/tables.h"

#define SERVICE scheduling
#define TABLES  "scheduling/tables.def"
#include "engine/tables/define.h"
