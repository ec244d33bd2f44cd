/* The letters of a trace: each function writes at `to` and returns the place behind. */
#ifndef LIBHEAPGLASS_TEXT_H
#define LIBHEAPGLASS_TEXT_H

#include "base.h"

INLINE char *put_decimal(char *to, uint64_t value) {
  char digits[20];
  unsigned count = 0;
  do {
    digits[count++] = (char)('0' + value % 10);
    value /= 10;
  } while (value != 0);
  while (count != 0) *to++ = digits[--count];
  return to;
}

INLINE char *put_hex(char *to, uint64_t value) {
  static const char DIGITS[] = "0123456789abcdef";
  *to++ = '0';
  *to++ = 'x';
  int shift = value == 0 ? 0 : (63 - __builtin_clzll(value)) & ~3;
  for (; shift >= 0; shift -= 4) *to++ = DIGITS[(value >> shift) & 15];
  return to;
}

INLINE char *put_address(char *to, const void *address) {
  if (address != NULL) return put_hex(to, (uintptr_t)address);
  *to++ = '0';
  return to;
}

/* The trace counts to 2^53 - 1; only requests that fail ask for more. */
INLINE char *put_size(char *to, size_t size) {
  const uint64_t greatest = ((uint64_t)1 << 53) - 1;
  return put_decimal(to, size < greatest ? size : greatest);
}

INLINE char *put_field(char *to, char letter, uint64_t value) {
  *to++ = ' ';
  *to++ = letter;
  return put_decimal(to, value);
}

INLINE char *put_word(char *to, const char *word) {
  size_t length = strlen(word);
  memcpy(to, word, length);
  return to + length;
}

/* A text field, cut to what `room` bytes hold. */
static char *put_text(char *to, const char *text, size_t length, size_t room) {
  char *end = to + room - 1;
  for (size_t i = 0; i < length && to < end; i++) {
    char letter = text[i];
    if (letter == '\n' || letter == '\t' || letter == '\\') {
      *to++ = '\\';
      letter = letter == '\n' ? 'n' : letter == '\t' ? 't' : '\\';
    }
    *to++ = letter;
  }
  return to;
}

#endif
