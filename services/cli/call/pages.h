/* Lists that come in pages, as long as a person wants them: a daemon gives 200 at once, the program asks again.
 *
 *   --limit N (else 50) or --all, --after CODE
 *      └▶ pages_call: 200 at a time ─▶ one reply, `next` of the last page ─▶ table, JSON
 *                                                              more: pages_more says how to go on
 *
 * By descriptor: the request has `after` and `limit`, the reply `next` and one list. */
#pragma once
#include <protobuf-c/protobuf-c.h>
#include "cli/cli.h"

enum { PAGES_USUAL = 50 };
#define OPTION_LIMIT                                                                                                   \
    { "limit", OPTION_NUMBER, 0, NULL, NULL, NULL, "au plus tant (sinon 50)", "at most so many (else 50)" }
#define OPTION_AFTER                                                                                                   \
    {                                                                                                                  \
        "after", OPTION_HEX, 0, "after", NULL, NULL, "la suite d'une liste, par le code qui était sous elle",          \
            "the rest of a list, by the code that stood below it"                                                      \
    }

#define OPTION_ALL                                                                                                     \
    {                                                                                                                  \
        "all", OPTION_FLAG, 0, NULL, NULL, NULL, "toute la liste, aussi longue soit-elle",                             \
            "the whole list, however long"                                                                             \
    }

/* NULL after saying why. The request's limit is set here, its `after` by request_fill. */
void *pages_call(struct cli *c, ProtobufCMessage *request, const ProtobufCMessageDescriptor *reply);
#define PAGES(c, request, type) ((type *)pages_call((c), &(request)->base, &type##__descriptor))
/* Says that there are more and how to see them; nothing when that was all. */
void pages_more(struct cli *c, ProtobufCBinaryData next);
