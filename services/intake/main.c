#include "runtime/runtime.h"
#include "intake/rows.h"

static const struct service_setting settings[] = {
    {.name = "figures-folder",
     .value = "FOLDER",
     .standard = "",
     .fr = "dossier où les chiffres de chaque jour sont écrits ; absent : ils ne le sont pas",
     .en = "folder to which each day's figures are written; absent: they are not",
     .check = setting_is_folder},
};

int main(int argc, char **argv) {
    return runtime_main(argc, argv, &intake_service,
                        &(struct service_settings){settings, sizeof settings / sizeof *settings});
}
