/* As much of HTTP/1.1 as the tests speak: heads, bodies of a known length and in chunks, connections that are kept. */
#define _GNU_SOURCE
#include "http.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

static bool fill(struct connection *c) {
  if (c->from == c->to) {
    c->from = c->to = 0;
  } else if (c->to == sizeof c->buffer) {
    if (c->from == 0) return false;
    memmove(c->buffer, c->buffer + c->from, c->to - c->from);
    c->to -= c->from;
    c->from = 0;
  }
  ssize_t got;
  do got = recv(c->socket, c->buffer + c->to, sizeof c->buffer - c->to, 0);
  while (got < 0 && errno == EINTR);
  if (got <= 0) return false;
  c->to += (size_t)got;
  return true;
}

/* The next line without its end, valid until the next read. */
static char *read_line(struct connection *c) {
  size_t seen = 0;
  for (;;) {
    char *begin = c->buffer + c->from, *end = memchr(begin + seen, '\n', c->to - c->from - seen);
    if (end) {
      c->from = (size_t)(end + 1 - c->buffer);
      if (end > begin && end[-1] == '\r') end--;
      *end = 0;
      return begin;
    }
    seen = c->to - c->from;
    if (!fill(c)) return NULL;
  }
}

static void header(struct request *r, char *line) {
  char *value = strchr(line, ':');
  if (!value) return;
  *value++ = 0;
  value += strspn(value, " \t");
  if (!strcasecmp(line, "content-length")) r->length = atol(value);
  if (!strcasecmp(line, "transfer-encoding")) r->chunked = strcasestr(value, "chunked");
  if (!strcasecmp(line, "connection") && strcasestr(value, "close")) r->close = true;
  if (!strcasecmp(line, "connection") && strcasestr(value, "keep-alive")) r->close = false;
  if (!strcasecmp(line, "upgrade")) r->upgrade = strcasestr(value, "websocket");
  if (!strcasecmp(line, "expect")) r->waits_for_continue = strcasestr(value, "100-continue");
  if (!strcasecmp(line, "sec-websocket-key")) snprintf(r->websocket_key, sizeof r->websocket_key, "%s", value);
}

bool read_request(struct connection *c, struct request *r) {
  char target[sizeof r->path + sizeof r->query], minor, *line;
  memset(r, 0, sizeof *r);
  do {
    if (!(line = read_line(c))) return false;
  } while (!*line);
  if (sscanf(line, "%15s %383s HTTP/1.%c", r->method, target, &minor) != 3) return false;
  r->close = minor == '0';
  char *query = strchr(target, '?');
  if (query) *query++ = 0;
  if (strlen(target) >= sizeof r->path || (query && strlen(query) >= sizeof r->query)) return false;
  strcpy(r->path, target);
  if (query) strcpy(r->query, query);
  while ((line = read_line(c)) && *line) header(r, line);
  return line && r->length >= 0;
}

static bool skip(struct connection *c, long length) {
  while (length > 0) {
    if (c->from == c->to && !fill(c)) return false;
    long here = (long)(c->to - c->from);
    if (here > length) here = length;
    c->from += (size_t)here;
    length -= here;
  }
  return true;
}

bool read_body(struct connection *c, const struct request *r, long *received) {
  char *line, *end;
  *received = 0;
  if (r->waits_for_continue && !send_text(c, "HTTP/1.1 100 Continue\r\n\r\n")) return false;
  if (!r->chunked) {
    *received = r->length;
    return skip(c, r->length);
  }
  for (;;) {
    if (!(line = read_line(c))) return false;
    long length = strtol(line, &end, 16);
    if (end == line || length < 0) return false;
    if (length == 0) break;
    if (!skip(c, length) || !(line = read_line(c)) || *line) return false;
    *received += length;
  }
  do line = read_line(c);
  while (line && *line);
  return line;
}

bool read_exactly(struct connection *c, void *to, size_t length) {
  for (char *next = to; length > 0;) {
    if (c->from == c->to && !fill(c)) return false;
    size_t here = c->to - c->from < length ? c->to - c->from : length;
    memcpy(next, c->buffer + c->from, here);
    c->from += here;
    next += here;
    length -= here;
  }
  return true;
}

bool send_all(struct connection *c, const void *data, size_t length) {
  for (const char *next = data; length > 0;) {
    ssize_t sent = send(c->socket, next, length, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    next += sent;
    length -= (size_t)sent;
  }
  return true;
}

bool send_text(struct connection *c, const char *format, ...) {
  char text[1024];
  va_list values;
  va_start(values, format);
  int length = vsnprintf(text, sizeof text, format, values);
  va_end(values);
  return length < (int)sizeof text && send_all(c, text, (size_t)length);
}

long number(const struct request *r, const char *name, long otherwise) {
  size_t length = strlen(name);
  for (const char *at = r->query; *at;) {
    if (!strncmp(at, name, length) && at[length] == '=') return atol(at + length + 1);
    at += strcspn(at, "&");
    at += *at == '&';
  }
  return otherwise;
}
