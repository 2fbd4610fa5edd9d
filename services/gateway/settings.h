/* What the gateway is told beside what every process is (runtime/process/config.h). */
#pragma once
#include "base/arena.h"
#include "gateway/http/gate.h"
#include "runtime/process/config.h"

struct gateway_config {
    struct config process; /* first */
    char listen_text[1024];
    const char *listen[GATE_LISTEN_MAX];
    size_t n_listen;
    char behind[ADDRESS_MAX + 1];
    char origin[256];
    char web[CONFIG_PATH_MAX + 1];
    char clsc_phone[64];
    char stations[CONFIG_PATH_MAX + 1];
    char metrics[CONFIG_PATH_MAX + 1];
};

enum { GATEWAY_SETTINGS = 9 };
extern const struct setting gateway_settings[GATEWAY_SETTINGS];
/* --openapi: the contract on standard output. --new-stations: another secret of the stations. */
enum { MODE_OPENAPI = MODE_OTHER, MODE_NEW_STATIONS };
/* Where that secret is: the file that is named, or `stations` beside the key; in the arena. */
const char *stations_path(struct arena *a, const struct gateway_config *c);
