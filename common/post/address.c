#include "post/address.h"

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

/* An address belongs to a range when its first `bits` are the same. */
struct range4 {
    uint8_t start[4];
    unsigned bits;
};
struct range6 {
    uint8_t start[16];
    unsigned bits;
};

static const struct range4 private4[] = {
    {{0, 0, 0, 0}, 8},       /* this network, unspecified */
    {{10, 0, 0, 0}, 8},      /* RFC 1918 */
    {{100, 64, 0, 0}, 10},   /* shared behind a carrier (RFC 6598) */
    {{127, 0, 0, 0}, 8},     /* loopback */
    {{169, 254, 0, 0}, 16},  /* link-local: where clouds keep their machines' secrets */
    {{172, 16, 0, 0}, 12},   /* RFC 1918 */
    {{192, 0, 0, 0}, 24},    /* protocols */
    {{192, 0, 2, 0}, 24},    /* documentation */
    {{192, 88, 99, 0}, 24},  /* 6to4 relays, given up (RFC 7526) */
    {{192, 168, 0, 0}, 16},  /* RFC 1918 */
    {{198, 18, 0, 0}, 15},   /* benchmarks */
    {{198, 51, 100, 0}, 24}, /* documentation */
    {{203, 0, 113, 0}, 24},  /* documentation */
    {{224, 0, 0, 0}, 4},     /* multicast */
    {{240, 0, 0, 0}, 4},     /* reserved, broadcast */
};

/* Of 2000::/3; all else is private by that alone, but for the ways to carry an IPv4 address. */
static const struct range6 private6[] = {
    {{0x20, 0x01, 0, 0}, 23},       /* protocols; Teredo, ORCHID and benchmarks among them */
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, /* documentation */
    {{0x3f, 0xff, 0}, 20},          /* documentation (RFC 9637) */
};
static const struct range6 given_out = {{0x20}, 3};

/* Where an IPv4 address stands in an IPv6 one: that is where the connection ends. 64:ff9b:1::/48, the NAT64 of a
 * network of one's own, and ::a.b.c.d lie outside 2000::/3 and are private whatever they carry. */
static const struct {
    struct range6 range;
    size_t at;
} carriers[] = {
    {{{0, 0x64, 0xff, 0x9b}, 96}, 12},                      /* NAT64 (RFC 6052) */
    {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}, 12}, /* mapped */
    {{{0x20, 0x02}, 16}, 2},                                /* 6to4 */
};

static bool begins(const uint8_t *address, const uint8_t *start, unsigned bits) {
    unsigned whole = bits / 8, rest = bits % 8;
    if (memcmp(address, start, whole) != 0) return false;
    return rest == 0 || (address[whole] ^ start[whole]) >> (8 - rest) == 0;
}

static bool is_private4(const uint8_t *address) {
    for (size_t i = 0; i < sizeof private4 / sizeof *private4; i++)
        if (begins(address, private4[i].start, private4[i].bits)) return true;
    return false;
}

static bool is_private6(const uint8_t *address) {
    for (size_t i = 0; i < sizeof carriers / sizeof *carriers; i++)
        if (begins(address, carriers[i].range.start, carriers[i].range.bits))
            return is_private4(address + carriers[i].at);
    for (size_t i = 0; i < sizeof private6 / sizeof *private6; i++)
        if (begins(address, private6[i].start, private6[i].bits)) return true;
    return !begins(address, given_out.start, given_out.bits);
}

bool address_is_private(const struct sockaddr *address) {
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in); /* whoever gives it may have it anywhere */
        return is_private4((const uint8_t *)&in.sin_addr);
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;
        memcpy(&in6, address, sizeof in6);
        return is_private6(in6.sin6_addr.s6_addr);
    }
    return true;
}
