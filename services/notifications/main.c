#include "runtime/runtime.h"
#include "notifications/tables.h"

static const struct service_setting settings[] = {
    {.name = "link-origin",
     .value = "https://HOST",
     .standard = "",
     .fr = "adresse de la passerelle, pour les liens des avis ; absente : aucun lien n'est fait",
     .en = "the gateway's address, for the links of notices; absent: no link is made",
     .check = setting_is_origin},
};

int main(int argc, char **argv) {
    return runtime_main(argc, argv, &notifications_service,
                        &(struct service_settings){settings, sizeof settings / sizeof *settings});
}
