/* Which addresses are no public ones. A url that somebody else gave us must not make a daemon speak to itself, to its
 * neighbours or to the machines of a hosting place: names are no protection, since their owner may let them resolve to
 * anything, and to something else the next time. So the address is asked about that a connection is really made to. */
#pragma once
#include <stdbool.h>

struct sockaddr;

/* What the registries of IANA (RFC 6890: iana-ipv4-special-registry, iana-ipv6-special-registry) do not call globally
 * reachable, multicast, and every IPv6 address that carries such an IPv4 one (mapped, compatible, NAT64, 6to4, Teredo).
 * Of IPv6 only 2000::/3 is given out at all. Other families are private. */
bool address_is_private(const struct sockaddr *address);
