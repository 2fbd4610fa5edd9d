/* A daemon's outside: one libuv loop that carries messages between the bus and the engine. A daemon's main is
 *
 *     int main(int argc, char **argv) { return runtime_main(argc, argv, &intake_service, NULL); }
 *
 * It reads its configuration (runtime/settings.h), opens the store, binds its two endpoints, follows the journals that
 * the service's tables name, says READY (process/ready.h) and serves until SIGTERM or SIGINT (process/process.h). */
#pragma once
#include "engine/service.h"
#include "runtime/process/setting.h"

/* settings: NULL, or the service's own; they stay until it returns. */
int runtime_main(int argc, char **argv, const struct service *service, const struct service_settings *settings);
