/* Of which months the access journal has no entries any more. */
#pragma once
#include "engine/service.h"
#include "proto/node.h"

/* Those that lie in the time that was asked for, by their order. A few hundred in a territory's life. */
void access_ended_list(struct view *v, const node__list_access_request *in, node__list_access_reply *out);
