#ifndef WEBSOCKET_H
#define WEBSOCKET_H
#include "http.h"

/* Shakes hands and echoes until one of both closes. */
void echo_frames(struct connection *, const struct request *, const char *version);
#endif
