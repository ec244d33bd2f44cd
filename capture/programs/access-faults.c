/*
 * Four faults, each in a function of its own: a write and a read of the byte behind a block, a read of the byte before
 * it, a read of it once it is freed. The program goes on to its end. Compiled as its recorder wants it: over malloc, or with
 * -DOVER_HEADER over heapglass.h's own memory functions.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef OVER_HEADER
#include "heapglass.h"
#define malloc(size) hg_malloc(size)
#define free(block) hg_free(block)
#endif

enum { SIZE = 4096 };

__attribute__((noinline)) static void write_past(char *block) { block[SIZE] = 1; }
__attribute__((noinline)) static char read_past(const char *block) { return block[SIZE]; }
__attribute__((noinline)) static char read_before(const char *block) { return block[-1]; }
__attribute__((noinline)) static char read_freed(const char *block) { return block[5]; }

/* Every byte of the block and nothing else: no fault. */
__attribute__((noinline)) static int use_rightly(char *block) {
  int sum = 0, i;
  for (i = 0; i < SIZE; i++) block[i] = (char)i;
  for (i = 0; i < SIZE; i += (int)sizeof(int)) {
    int word;
    memcpy(&word, block + i, sizeof word);
    sum += word;
  }
  return sum;
}

int main(void) {
  char *volatile block; /* what happens to it is not the compiler's to see */
  int seen = 0;
#ifdef OVER_HEADER
  hg_options options = {0};
  options.path = "access-faults.hgt";
  options.stacks = 16;
  if (!hg_start(&options)) return 1;
#endif
  block = (char *)malloc(SIZE);
  seen += use_rightly(block);
  write_past(block);
  seen += read_past(block);
  seen += read_before(block);
  free(block);
  seen += read_freed(block);
  fprintf(stderr, "finished: %d\n", seen);
  return 0;
}
