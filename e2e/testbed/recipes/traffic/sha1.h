#ifndef SHA1_H
#define SHA1_H
#include <stddef.h>
#include <stdint.h>

/* What the handshake of a WebSocket takes; of texts of at most 119 bytes. */
void sha1(const void *text, size_t length, uint8_t digest[20]);
/* With a zero at the end. */
void base64(const uint8_t *data, size_t length, char *text);
#endif
