/* Here tables.def becomes scheduling_service: the one place where its rows are more than declarations. */
#include "scheduling/tables.h"

#define SERVICE scheduling
#define TABLES  "scheduling/tables.def"
#include "engine/tables/define.h"
