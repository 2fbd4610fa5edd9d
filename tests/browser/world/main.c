/* sippe-world WEB: a territory with its gateway, on this folder of pages. It says where it is reached, does what it is
 * told by lines, and ends with its input. */
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include "stage.h"

int main(int argc, char **argv) {
    static struct stage s;
    if (argc != 2) {
        fprintf(stderr, "sippe-world WEB: the folder of the built pages, such as build/dev/share/sippe/web\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    if (sodium_init() < 0) return 1;
    stage_open(&s, argv[1]);
    printf("{\"url\":\"%s\"}\n", s.origin);
    fflush(stdout);
    stage_run(&s);
    stage_close(&s);
    return 0;
}
