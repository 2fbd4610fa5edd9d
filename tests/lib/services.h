/* The services of a territory, in the order of base/daemons.h. */
#pragma once
#include "base/daemons.h"
#include "engine/service.h"

#define SERVICE_DECLARED(NAME, name) extern const struct service name##_service;
#define SERVICE_LISTED(NAME, name)   &name##_service,
DAEMONS_EACH(SERVICE_DECLARED)
static const struct service *const all_services[DAEMONS] = {DAEMONS_EACH(SERVICE_LISTED)};
