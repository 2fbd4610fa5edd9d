/* Here tables.def becomes notifications_service: the one place where its rows are more than declarations. */
#include "notifications/tables.h"

#define SERVICE notifications
#define TABLES  "notifications/tables.def"
#include "engine/tables/define.h"
