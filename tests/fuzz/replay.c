/* Gives every file of the folders named to a target: what an ordinary build runs in place of libFuzzer. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "fuzz.h"

enum { INPUT_MAX = 2 << 20 };

static int run_file(const char *path) {
    FILE *f = fopen(path, "rb");
    uint8_t *data = malloc(INPUT_MAX);
    if (!f || !data) {
        perror(path);
        exit(1);
    }
    size_t len = fread(data, 1, INPUT_MAX, f);
    fclose(f);
    uint8_t *exact = malloc(len ? len : 1); /* so that one byte past it is seen */
    if (!exact) exit(1);
    memcpy(exact, data, len);
    free(data);
    fprintf(stderr, "%s\n", path); /* the last one named is the one that stopped us */
    LLVMFuzzerTestOneInput(exact, len);
    free(exact);
    return 1;
}

static int run_folder(const char *folder) {
    int n = 0;
    char path[1024];
    struct dirent **list;
    int found = scandir(folder, &list, NULL, alphasort);
    for (int i = 0; i < found; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, list[i]->d_name);
        if (list[i]->d_name[0] != '.') n += run_file(path);
        free(list[i]);
    }
    if (found >= 0) free(list);
    return n;
}

int main(int argc, char **argv) {
    int n = 0;
    for (int i = 1; i < argc; i++) n += run_folder(argv[i]);
    printf("%d inputs\n", n);
    return n ? 0 : 1;
}
