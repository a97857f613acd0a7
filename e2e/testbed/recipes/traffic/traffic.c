/*
 * The application of the tests in which no request may get lost. It says which version it is, is slow where it is asked
 * to be, and ends at once on SIGTERM, whatever it is doing: what stands before it must make up for that.
 */
#define _GNU_SOURCE
#include "http.h"
#include "journal.h"
#include "websocket.h"
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { STACK = 256 * 1024, STEP_MILLIS = 20 };

static const char *version;
static char host[256];
static atomic_long visits;

static void end(int number) { _exit(128 + number); }

static void sleep_for(double seconds) {
  struct timespec left = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
  while (nanosleep(&left, &left)) {
  }
}

static struct timespec now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time;
}

static void sleep_until(struct timespec begin, long millis) {
  begin.tv_sec += millis / 1000;
  begin.tv_nsec += millis % 1000 * 1000000;
  if (begin.tv_nsec >= 1000000000) {
    begin.tv_sec++;
    begin.tv_nsec -= 1000000000;
  }
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &begin, NULL)) {
  }
}

static bool answer(struct connection *c, const struct request *r, const char *status, const char *body) {
  bool head = !strcmp(r->method, "HEAD");
  return send_text(c, "HTTP/1.1 %s\r\nX-Version: %s\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n%s\r\n%s", status,
                   version, strlen(body), r->close ? "Connection: close\r\n" : "", head ? "" : body);
}

static bool home(struct connection *c, const struct request *r) {
  char body[512];
  snprintf(body, sizeof body, "traffic %s %s\n", version, host);
  bool fails = !strcmp(version, "faulty") && atomic_fetch_add(&visits, 1) % 5 == 4;
  return fails ? answer(c, r, "500 Internal Server Error", "This version is faulty.\n") : answer(c, r, "200 OK", body);
}

/* The letters tell a client whether any are missing. */
static bool send_letters(struct connection *c, long from, long to) {
  char piece[8192];
  while (from < to) {
    long here = to - from < (long)sizeof piece ? to - from : (long)sizeof piece;
    for (long i = 0; i < here; i++) piece[i] = (char)('a' + (from + i) % 26);
    if (!send_all(c, piece, (size_t)here)) return false;
    from += here;
  }
  return true;
}

static bool download(struct connection *c, const struct request *r) {
  long bytes = number(r, "bytes", 1000), millis = number(r, "millis", 0), steps = millis / STEP_MILLIS + 1;
  struct timespec begin = now();
  if (!send_text(c, "HTTP/1.1 200 OK\r\nX-Version: %s\r\nContent-Type: application/octet-stream\r\nContent-Length: %ld\r\n%s\r\n",
                 version, bytes, r->close ? "Connection: close\r\n" : ""))
    return false;
  for (long step = 1; step <= steps; step++) {
    sleep_until(begin, millis * step / steps);
    if (!send_letters(c, bytes * (step - 1) / steps, bytes * step / steps)) return false;
  }
  return true;
}

static bool events(struct connection *c, const struct request *r) {
  long count = number(r, "count", 10), millis = number(r, "millis", 1000);
  struct timespec begin = now();
  if (!send_text(c,
                 "HTTP/1.1 200 OK\r\nX-Version: %s\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
                 "Transfer-Encoding: chunked\r\n%s\r\n",
                 version, r->close ? "Connection: close\r\n" : ""))
    return false;
  for (long i = 1; i <= count; i++) {
    char event[128];
    sleep_until(begin, millis * i / count);
    int length = snprintf(event, sizeof event, "id: %ld\ndata: %s %ld\n\n", i, version, i);
    if (!send_text(c, "%x\r\n%s\r\n", (unsigned)length, event)) return false;
  }
  return send_text(c, "0\r\n\r\n");
}

static bool uploaded(struct connection *c, const struct request *r, long received) {
  char body[64];
  snprintf(body, sizeof body, "received %ld\n", received);
  return answer(c, r, "200 OK", body);
}

static bool write_down(struct connection *c, const struct request *r) {
  char text[512];
  snprintf(text, sizeof text, "%s %s\n", version, host);
  long lines = append(text);
  if (lines == 0) return answer(c, r, "404 Not Found", "There is no DATA_DIR.\n");
  if (lines < 0) return answer(c, r, "500 Internal Server Error", "The journal cannot be written.\n");
  snprintf(text, sizeof text, "%ld\n", lines);
  return answer(c, r, "200 OK", text);
}

static bool serve(struct connection *c, const struct request *r, long received) {
  bool post = !strcmp(r->method, "POST"), get = !strcmp(r->method, "GET"), head = !strcmp(r->method, "HEAD");
  if (post && !strcmp(r->path, "/upload")) return uploaded(c, r, received);
  if (post && !strcmp(r->path, "/write")) return write_down(c, r);
  if ((get || head) && !strcmp(r->path, "/")) return home(c, r);
  if (get && !strcmp(r->path, "/download")) return download(c, r);
  if (get && !strcmp(r->path, "/events")) return events(c, r);
  if (get && !strcmp(r->path, "/echo")) return answer(c, r, "426 Upgrade Required", "This is for WebSockets.\n");
  return answer(c, r, "404 Not Found", "There is no such page.\n");
}

static void *talk(void *connection) {
  struct connection *c = connection;
  struct request r;
  long received;
  while (read_request(c, &r) && read_body(c, &r, &received)) {
    if (r.upgrade && !strcmp(r.path, "/echo")) {
      echo_frames(c, &r, version);
      break;
    }
    if (!serve(c, &r, received) || r.close) break;
  }
  close(c->socket);
  free(c);
  return NULL;
}

static int listening(void) {
  const char *port = getenv("PORT");
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)(port ? atoi(port) : 8080))};
  int yes = 1, server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (server < 0 || bind(server, (struct sockaddr *)&address, sizeof address) || listen(server, 511)) {
    perror("Cannot listen");
    exit(1);
  }
  printf("Serving traffic %s on port %d\n", version, ntohs(address.sin_port));
  fflush(stdout);
  return server;
}

static void welcome(int client, const pthread_attr_t *small) {
  int yes = 1;
  pthread_t thread;
  struct connection *c = calloc(1, sizeof *c);
  setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (c) c->socket = client;
  if (!c || pthread_create(&thread, small, talk, c)) {
    perror("No thread for a connection");
    close(client);
    free(c);
  }
}

int main(void) {
  pthread_attr_t small;
  const char *delay = getenv("START_DELAY");
  /* The first process of a container gets no signal that it does not handle. */
  signal(SIGTERM, end);
  signal(SIGINT, end);
  version = getenv("VERSION");
  if (!version) version = "unknown";
  gethostname(host, sizeof host - 1);
  if (!open_journal()) return 1;
  if (delay) sleep_for(atof(delay));
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, STACK);
  pthread_attr_setdetachstate(&small, PTHREAD_CREATE_DETACHED);
  int server = listening();
  for (;;) {
    int client = accept4(server, NULL, NULL, SOCK_CLOEXEC);
    if (client >= 0) welcome(client, &small);
    else sleep_for(0.01);
  }
}
