#ifndef HTTP_H
#define HTTP_H
#include <stdbool.h>
#include <stddef.h>

#define MOST_OF_A_HEAD 16384

/* A client, with what was read of it and is not used yet. */
struct connection {
  int socket;
  size_t from, to;
  char buffer[MOST_OF_A_HEAD];
};

struct request {
  char method[16];
  char path[128];
  char query[256];
  char websocket_key[64];
  long length;
  bool chunked, close, upgrade, waits_for_continue;
};

/* All of these answer false when the connection is of no use any more. */
bool read_request(struct connection *, struct request *);
bool read_body(struct connection *, const struct request *, long *received);
bool read_exactly(struct connection *, void *to, size_t length);
bool send_all(struct connection *, const void *data, size_t length);
bool send_text(struct connection *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A number in the query, or what is taken where it has none. */
long number(const struct request *, const char *name, long otherwise);
#endif
