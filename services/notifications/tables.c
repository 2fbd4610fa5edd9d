#include "notifications/tables.h"

#define SERVICE notifications
#define TABLES  "notifications/tables.def"
#include "engine/tables/define.h"
