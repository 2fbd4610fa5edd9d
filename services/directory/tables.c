/* Here tables.def becomes directory_service: the one place where its rows are more than declarations. */
#include "directory/tables.h"

#define SERVICE directory
#define TABLES  "directory/tables.def"
#include "engine/tables/define.h"
