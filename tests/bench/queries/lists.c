/* bench-lists DIR FAMILIES TIMES: what a page of the worklist and a search for a family take among so many families,
 * all with something to do. */
#include <stdlib.h>
#include "desk.h"
#include "queries/queries.h"

extern const struct service intake_service;

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    static struct desk d;
    desk_open(&d, &intake_service, argv[1], true);
    desk_fill(&d, strtoul(argv[2], NULL, 10));
    queries_ask(&d, strtoul(argv[3], NULL, 10));
    desk_close(&d);
    return 0;
}
