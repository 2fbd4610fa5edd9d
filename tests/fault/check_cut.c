/* What one store holds after a loss of power: does it open, is its journal whole, and is all there that was told?
 *
 *     check_cut DAEMON FOLDER TOLD
 *
 * TOLD: a line each, "PRINCIPAL REQUEST-ID" of an acknowledged command, the id in hexadecimal. Exit code 0: all is there;
 * 1: faults, one line each; 2: it cannot be read. */
#include <stdio.h>
#include "check.h"

static void check_told(const struct book *b, const char *principal, struct id request, struct report *r) {
    struct id member = member_of_key(principal);
    struct id cause = digest_of("sippe command", id_span(&member), id_span(&request), (struct span){NULL, 0});
    if (!book_caused(b, cause, NULL, NULL)) fault_found(r, "told.lost", "a record of %s is lost", principal);
    if (!book_remembers(b, member, request)) fault_found(r, "told.forgotten", "a reply to %s is lost", principal);
}

static bool check_lines(const struct book *b, const char *path, struct report *r) {
    char principal[64], hex[33];
    struct id request;
    FILE *file = fopen(path, "re");
    if (!file) return false;
    bool sound = true;
    while (sound && fscanf(file, "%63s %32s", principal, hex) == 2) {
        sound = id_parse(hex, &request);
        if (sound) check_told(b, principal, request, r);
    }
    return fclose(file) == 0 && sound;
}

int main(int argc, char **argv) {
    struct book book;
    struct report r = {0};
    if (argc != 4) {
        fprintf(stderr, "usage: check_cut DAEMON FOLDER TOLD\n");
        return 2;
    }
    const char *wrong = book_read(&book, argv[1], argv[2]);
    if (wrong) fprintf(stderr, "check_cut: %s: %s\n", argv[2], wrong);
    if (!wrong) check_journal(&book, &r);
    if (!wrong && !check_lines(&book, argv[3], &r)) wrong = "the list cannot be read";
    book_close(&book);
    return wrong ? 2 : r.faults ? 1 : 0;
}
