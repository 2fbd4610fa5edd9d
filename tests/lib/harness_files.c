/* Folders and copies, without a shell: a run makes and removes some dozens, and a shell for each took a third of it. */
#include "harness_internal.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDERS_DEEP = 16, COPY_BYTES = 1 << 16 };

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at) {
    (void)st, (void)kind, (void)at;
    return remove(path);
}

void folder_remove(const char *path) {
    if (access(path, F_OK) == 0 && nftw(path, remove_one, FOLDERS_DEEP, FTW_DEPTH | FTW_PHYS))
        fprintf(stderr, "%s was not removed\n", path);
}

void folder_make(const char *path) {
    if (mkdir(path, 0700) && access(path, F_OK)) abort();
}

void file_copy(const char *from, const char *to) {
    static char bytes[COPY_BYTES];
    int in = open(from, O_RDONLY | O_CLOEXEC), out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ssize_t n = -1;
    if (in < 0 || out < 0) abort();
    while ((n = read(in, bytes, sizeof bytes)) > 0)
        if (write(out, bytes, (size_t)n) != n) abort();
    if (n < 0 || close(in) || close(out)) abort();
}
