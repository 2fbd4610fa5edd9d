#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <sodium.h>

/* By what the caller can do about it. EROFS is a right that is missing; a name that cannot be one is the caller's
 * fault. */
static int err_of_errno(void) {
    switch (errno) {
    case ENOENT:
    case ENOTDIR: return ERR_NOTFOUND;
    case EACCES:
    case EPERM:
    case EROFS: return ERR_DENIED;
    case ENOSPC:
    case EDQUOT: return ERR_FULL;
    case EEXIST: return ERR_BUSY;
    case ELOOP:
    case EISDIR:
    case ENAMETOOLONG: return ERR_INVALID;
    default: return ERR_IO;
    }
}

/* No more than the size that was looked up: a file that grows meanwhile is cut there, one that shrinks is short. */
static int read_all(int fd, uint8_t *data, size_t max, size_t *len) {
    *len = 0;
    while (*len < max) {
        ssize_t n = read(fd, data + *len, max - *len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return err_of_errno();
        if (n == 0) break;
        *len += (size_t)n;
    }
    return 0;
}

static bool is_group_of_ours(gid_t group) {
    gid_t groups[NGROUPS_MAX];
    int n = getgroups(NGROUPS_MAX, groups);
    for (int i = 0; i < n; i++)
        if (groups[i] == group) return true;
    return getegid() == group;
}

static bool is_secret(const struct stat *st) {
    mode_t others = st->st_mode & (S_IRWXG | S_IRWXO);
    if (!others) return true;
    return others == S_IRGRP && st->st_uid == 0 && geteuid() != 0 && is_group_of_ours(st->st_gid);
}

static int read_open(struct arena *a, int fd, size_t max, bool is_private, struct span *out) {
    struct stat st;
    if (fstat(fd, &st) < 0) return err_of_errno();
    if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size > max) return ERR_INVALID;
    if (is_private && !is_secret(&st)) return ERR_DENIED;
    size_t size = (size_t)st.st_size, len = 0;
    uint8_t *data = arena_alloc(a, size + 1);
    int rc = read_all(fd, data, size, &len);
    if (rc) return rc;
    data[len] = 0;
    *out = span_of(data, len);
    return 0;
}

static int read_path(struct arena *a, const char *path, size_t max, bool is_private, struct span *out) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a fifo must not hold us; refused just after */
    if (fd < 0) return err_of_errno();
    int rc = read_open(a, fd, max, is_private, out);
    close(fd);
    return rc;
}

int file_read(struct arena *a, const char *path, size_t max, struct span *out) {
    return read_path(a, path, max, false, out);
}

int file_read_private(struct arena *a, const char *path, size_t max, struct span *out) {
    return read_path(a, path, max, true, out);
}

/* The content is on the disk before its name is (see write_path). A signal may cut a write short. */
static int write_all(int fd, struct span content) {
    for (size_t at = 0; at < content.len;) {
        ssize_t n = write(fd, content.data + at, content.len - at);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return err_of_errno();
        at += (size_t)n;
    }
    return fsync(fd) < 0 ? err_of_errno() : 0;
}

/* O_EXCL and O_NOFOLLOW: nobody has put a file or a link there for us to fill. With the owner's rights alone until it
 * is written; then the mode, so that at no moment somebody may read a secret who may not. */
static int write_new(const char *path, struct span content, mode_t mode) {
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode & S_IRWXU);
    if (fd < 0) return err_of_errno();
    int rc = write_all(fd, content);
    if (rc == 0 && fchmod(fd, mode) < 0) rc = err_of_errno(); /* the umask must not decide */
    if (close(fd) < 0 && rc == 0) rc = err_of_errno();
    return rc;
}

/* A name is an entry of its folder, which has a cache of its own. */
static int sync_folder(const char *path) {
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) : 0;
    if (slash == path) len = 1;
    if (len >= sizeof folder) return ERR_INVALID;
    if (slash)
        memcpy(folder, path, len);
    else
        folder[len++] = '.';
    folder[len] = 0;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return err_of_errno();
    int rc = fsync(fd) < 0 ? err_of_errno() : 0;
    close(fd);
    return rc;
}

/* link() does not replace, rename() does; both are one step on the disk. Asking first whether path is there would leave
 * a moment in between. */
static int put_in_place(const char *temporary, const char *path, bool may_replace) {
    if (may_replace) return rename(temporary, path) < 0 ? err_of_errno() : 0;
    if (link(temporary, path) < 0) return err_of_errno();
    return unlink(temporary) < 0 ? err_of_errno() : 0;
}

/*   temporary beside path ─write─▶ fsync ─▶ mode ─▶ renamed over path ─▶ fsync of the folder
 *
 * In this order: renamed before its content is on the disk, a crash can leave path empty (a file system may write the
 * entry first); without the folder's fsync a caller who was told 0 may find the old one after a crash. Beside it,
 * because a rename does not leave a file system. Its name is drawn, so that two writers do not meet; the last one
 * wins. */
static int write_path(const char *path, struct span content, mode_t mode, bool may_replace) {
    char temporary[PATH_MAX];
    int len = snprintf(temporary, sizeof temporary, "%s.%08x.tmp", path, randombytes_random());
    if (len < 0 || (size_t)len >= sizeof temporary) return ERR_INVALID;
    int rc = write_new(temporary, content, mode);
    if (rc == 0) rc = put_in_place(temporary, path, may_replace);
    if (rc != 0) {
        unlink(temporary);
        return rc;
    }
    return sync_folder(path);
}

int file_write(const char *path, struct span content, mode_t mode) { return write_path(path, content, mode, true); }
int file_create(const char *path, struct span content, mode_t mode) { return write_path(path, content, mode, false); }
