#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include "gateway/http/internal.h"

enum { BACKLOG = 1024, PORT_TEXT_MAX = 5 };

static int refuse(struct gate_fault *fault, const char *listen, int err, const char *fr, const char *en) {
    *fault = (struct gate_fault){listen, fr, en};
    return err;
}

static int not_an_address(struct gate_fault *fault, const char *listen) {
    return refuse(fault, listen, ERR_INVALID,
                  "ce n'est pas une adresse où écouter : écrivez 127.0.0.1:8080, [::1]:8080 ou le chemin d'un socket "
                  "Unix, qui commence par /",
                  "that is no address to listen on: write 127.0.0.1:8080, [::1]:8080, or the path of a Unix socket, "
                  "which begins with /");
}

static int system_fault(struct gate_fault *fault, const char *listen, int error) {
    if (error == EADDRINUSE)
        return refuse(fault, listen, ERR_BUSY,
                      "un autre programme écoute déjà à cette adresse : arrêtez-le, ou choisissez-en une autre",
                      "another program listens on this address already: stop it, or choose another one");
    if (error == EACCES || error == EPERM || error == EROFS)
        return refuse(fault, listen, ERR_DENIED,
                      "ce service n'a pas le droit d'écouter à cette adresse : choisissez un port à partir de 1024, ou "
                      "corrigez les droits du dossier du socket",
                      "this service may not listen on this address: choose a port from 1024 on, or mend the rights of "
                      "the socket's folder");
    return refuse(fault, listen, ERR_IO,
                  "cette adresse n'est pas à cette machine, ou le dossier du socket n'existe pas : corrigez-la",
                  "this address is none of this machine, or the socket's folder does not exist: mend it");
}

/* ---- addresses ---- */

static bool is_mapped(const struct in6_addr *a) { return IN6_IS_ADDR_V4MAPPED(a); }

void address_text(const struct sockaddr_storage *address, char out[ADDRESS_MAX + 1]) {
    const struct sockaddr_in *in = (const void *)address;
    const struct sockaddr_in6 *in6 = (const void *)address;
    out[0] = 0;
    if (address->ss_family == AF_INET) inet_ntop(AF_INET, &in->sin_addr, out, ADDRESS_MAX + 1);
    if (address->ss_family != AF_INET6) return;
    if (is_mapped(&in6->sin6_addr))
        inet_ntop(AF_INET, in6->sin6_addr.s6_addr + 12, out, ADDRESS_MAX + 1);
    else
        inet_ntop(AF_INET6, &in6->sin6_addr, out, ADDRESS_MAX + 1);
}

static bool host_parse(const char *text, struct sockaddr_storage *out) {
    struct sockaddr_in *in = (void *)out;
    struct sockaddr_in6 *in6 = (void *)out;
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, text, &in->sin_addr) == 1)
        out->ss_family = AF_INET;
    else if (inet_pton(AF_INET6, text, &in6->sin6_addr) == 1)
        out->ss_family = AF_INET6;
    return out->ss_family != 0;
}

bool address_normal(const char *text, char out[ADDRESS_MAX + 1]) {
    struct sockaddr_storage address;
    if (!host_parse(text, &address)) return false;
    address_text(&address, out);
    return true;
}

static bool is_loopback(const struct sockaddr_storage *address) {
    char text[ADDRESS_MAX + 1];
    address_text(address, text);
    return strncmp(text, "127.", 4) == 0 || strcmp(text, "::1") == 0;
}

static bool port_parse(const char *text, struct sockaddr_storage *address) {
    char *end;
    if (!*text || strlen(text) > PORT_TEXT_MAX || strspn(text, "0123456789") != strlen(text)) return false;
    long port = strtol(text, &end, 10);
    if (address->ss_family == AF_INET)
        ((struct sockaddr_in *)(void *)address)->sin_port = htons((uint16_t)port);
    else
        ((struct sockaddr_in6 *)(void *)address)->sin6_port = htons((uint16_t)port);
    return port <= UINT16_MAX;
}

/* "127.0.0.1:8080", "[::1]:8080". */
static bool address_parse(const char *text, struct sockaddr_storage *out) {
    char host[ADDRESS_MAX + 1];
    bool is_bracketed = text[0] == '[';
    const char *from = text + is_bracketed, *end = is_bracketed ? strchr(text, ']') : strchr(text, ':');
    if (!end || (size_t)(end - from) > ADDRESS_MAX) return false;
    memcpy(host, from, (size_t)(end - from));
    host[end - from] = 0;
    end += is_bracketed;
    return host_parse(host, out) && (out->ss_family == AF_INET6) == is_bracketed && *end == ':' &&
           port_parse(end + 1, out);
}

/* ---- TCP ---- */

static int tcp_bind(struct listener *l, const struct sockaddr_storage *address) {
    static const int on = 1;
    struct sockaddr_storage bound;
    socklen_t len = address->ss_family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
    l->fd = socket(address->ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (l->fd < 0) return -1;
    setsockopt(l->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(l->fd, (const struct sockaddr *)address, len) || listen(l->fd, BACKLOG)) return -1;
    len = sizeof bound;
    if (getsockname(l->fd, (struct sockaddr *)&bound, &len)) return -1;
    l->port = ntohs(bound.ss_family == AF_INET ? ((struct sockaddr_in *)(void *)&bound)->sin_port
                                               : ((struct sockaddr_in6 *)(void *)&bound)->sin6_port);
    return 0;
}

static int tcp_open(struct listener *l, const char *text, bool is_behind, struct gate_fault *fault) {
    struct sockaddr_storage address;
    if (!address_parse(text, &address)) return not_an_address(fault, text);
    if (!is_behind && !is_loopback(&address))
        return refuse(fault, text, ERR_INVALID,
                      "d'une autre machine, personne n'entre sans chiffrement : écoutez sur 127.0.0.1, [::1] ou un "
                      "socket Unix, avec nginx ou Caddy devant ; sur un réseau de conteneurs, nommez l'adresse de ce "
                      "qui est devant (behind)",
                      "nobody comes in from another machine without encryption: listen on 127.0.0.1, [::1] or a Unix "
                      "socket, with nginx or Caddy in front; on a network of containers name the address of what is "
                      "in front (behind)");
    return tcp_bind(l, &address) ? system_fault(fault, text, errno) : 0;
}

/* ---- Unix ---- */

/* A socket that a process left when it died is removed; one that somebody listens on, and any other file, is not. */
static int path_clear(const struct sockaddr_un *address) {
    struct stat st;
    if (lstat(address->sun_path, &st)) return errno == ENOENT ? 0 : -1;
    if (!S_ISSOCK(st.st_mode)) {
        errno = EADDRINUSE;
        return -1;
    }
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    bool is_dead = connect(fd, (const struct sockaddr *)address, sizeof *address) && errno == ECONNREFUSED;
    close(fd);
    if (is_dead) return unlink(address->sun_path);
    errno = EADDRINUSE;
    return -1;
}

/* Nobody can connect between the two, as it does not listen yet. */
static int unix_bind(struct listener *l, const struct sockaddr_un *address) {
    l->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (l->fd < 0 || path_clear(address)) return -1;
    if (bind(l->fd, (const struct sockaddr *)address, sizeof *address)) return -1;
    memcpy(l->path, address->sun_path, sizeof l->path);
    return chmod(l->path, 0660) || listen(l->fd, BACKLOG) ? -1 : 0;
}

static int unix_open(struct listener *l, const char *path, struct gate_fault *fault) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path)
        return refuse(fault, path, ERR_INVALID, "le chemin de ce socket est trop long : 107 octets au plus",
                      "the path of this socket is too long: 107 bytes at most");
    memcpy(address.sun_path, path, strlen(path));
    l->is_unix = true;
    return unix_bind(l, &address) ? system_fault(fault, path, errno) : 0;
}

int listener_open(struct listener *l, const char *text, bool is_behind, struct gate_fault *fault) {
    *l = (struct listener){.fd = -1};
    int rc = text[0] == '/' ? unix_open(l, text, fault) : tcp_open(l, text, is_behind, fault);
    if (rc) listener_close(l);
    return rc;
}

void listener_close(struct listener *l) {
    if (l->fd >= 0) close(l->fd);
    if (l->path[0]) unlink(l->path);
    *l = (struct listener){.fd = -1};
}
