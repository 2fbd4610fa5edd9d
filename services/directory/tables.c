#include "directory/tables.h"

#define SERVICE directory
#define TABLES  "directory/tables.def"
#include "engine/tables/define.h"
