/* The four services that run together here. */
#pragma once
#include "engine/service.h"

extern const struct service intake_service, scheduling_service, directory_service, notifications_service;
