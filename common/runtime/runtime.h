/* A daemon's outside: one libuv loop that carries messages between the bus and the engine. A daemon's main is
 *
 *     int main(int argc, char **argv) { return runtime_main(argc, argv, &intake_service); }
 *
 * It reads its configuration (runtime/config.h), opens the store, binds its two endpoints, follows the journals that
 * the service's tables name, says READY (runtime/ready.h) and serves until SIGTERM or SIGINT. SIGHUP is ignored:
 * nothing is read again without a restart. Exit codes are those of runtime/fault.h. */
#pragma once
#include "engine/service.h"

int runtime_main(int argc, char **argv, const struct service *service);
