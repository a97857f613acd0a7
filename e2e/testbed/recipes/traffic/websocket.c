/* A WebSocket that echoes, RFC 6455. Frames are echoed one by one, so that fragments stay fragments. */
#define _GNU_SOURCE
#include "websocket.h"
#include "sha1.h"
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { CONTINUATION = 0, TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10 };
enum { MOST_OF_A_FRAME = 65536 };

static bool send_frame(struct connection *c, uint8_t first, const void *payload, size_t length) {
  uint8_t head[10] = {first};
  size_t size = 2;
  if (length < 126) {
    head[1] = (uint8_t)length;
  } else if (length < 65536) {
    head[1] = 126;
    size = 4;
  } else {
    head[1] = 127;
    size = 10;
  }
  for (size_t i = 2; i < size; i++) head[i] = (uint8_t)((uint64_t)length >> 8 * (size - 1 - i));
  return send_all(c, head, size) && send_all(c, payload, length);
}

static void refuse(struct connection *c, uint16_t code) {
  uint8_t reason[2] = {(uint8_t)(code >> 8), (uint8_t)code};
  send_frame(c, 0x80 | CLOSE, reason, sizeof reason);
}

static bool shake_hands(struct connection *c, const struct request *r, const char *version) {
  char joined[128], accept[32];
  uint8_t digest[20];
  snprintf(joined, sizeof joined, "%s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", r->websocket_key);
  sha1(joined, strlen(joined), digest);
  base64(digest, sizeof digest, accept);
  return send_text(c,
                   "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Accept: %s\r\nX-Version: %s\r\n\r\n",
                   accept, version);
}

static bool read_length(struct connection *c, uint8_t second, uint64_t *length) {
  uint8_t more[8];
  size_t size = (second & 0x7f) == 126 ? 2 : (second & 0x7f) == 127 ? 8 : 0;
  *length = second & 0x7f;
  if (size == 0) return true;
  if (!read_exactly(c, more, size)) return false;
  *length = 0;
  for (size_t i = 0; i < size; i++) *length = *length << 8 | more[i];
  return true;
}

void echo_frames(struct connection *c, const struct request *r, const char *version) {
  uint8_t head[2], mask[4], payload[MOST_OF_A_FRAME];
  uint64_t length;
  if (!shake_hands(c, r, version)) return;
  while (read_exactly(c, head, 2) && read_length(c, head[1], &length)) {
    int kind = head[0] & 0x0f;
    bool known = kind <= BINARY || (kind >= CLOSE && kind <= PONG && length < 126 && head[0] & 0x80);
    if (!known || !(head[1] & 0x80) || head[0] & 0x70) {
      refuse(c, 1002);
      return;
    }
    if (length > sizeof payload) {
      refuse(c, 1009);
      return;
    }
    if (!read_exactly(c, mask, 4) || !read_exactly(c, payload, length)) return;
    for (size_t i = 0; i < length; i++) payload[i] ^= mask[i % 4];
    if (kind == PONG) continue;
    uint8_t first = kind == PING ? 0x80 | PONG : head[0];
    if (!send_frame(c, first, payload, length) || kind == CLOSE) return;
  }
}
