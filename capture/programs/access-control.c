/* Uses every byte of its blocks and no other, on two threads and in a child: each record of an access is a false alarm. */

#define _DEFAULT_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 3000, KEPT = 64, LARGEST = 3000 };

static uint32_t next_number(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

static void *use_blocks(void *given) {
  uint32_t seed = *(const uint32_t *)given;
  unsigned char *blocks[KEPT] = {NULL};
  size_t sizes[KEPT] = {0};
  for (int round = 0; round < ROUNDS; round++) {
    size_t slot = next_number(&seed) % KEPT, other = next_number(&seed) % KEPT, size = 1 + next_number(&seed) % LARGEST;
    if (round % 500 == 0) size <<= 8; /* beyond what libc takes from its heap */
    if (round % 3 == 0) {
      blocks[slot] = (unsigned char *)realloc(blocks[slot], size);
    } else {
      free(blocks[slot]);
      blocks[slot] = (unsigned char *)malloc(size);
    }
    if (blocks[slot] == NULL) abort();
    sizes[slot] = size;
    for (size_t i = 0; i < size; i++) blocks[slot][i] = (unsigned char)i;
    if (other != slot && blocks[other] != NULL) {
      memcpy(blocks[slot], blocks[other], size < sizes[other] ? size : sizes[other]);
    }
  }
  for (int slot = 0; slot < KEPT; slot++) free(blocks[slot]);
  return NULL;
}

int main(void) {
  pthread_t thread;
  uint32_t seeds[2] = {1, 2};
  if (pthread_create(&thread, NULL, use_blocks, &seeds[1]) != 0) return 1;
  use_blocks(&seeds[0]);
  if (pthread_join(thread, NULL) != 0) return 1;
  pid_t child = fork();
  if (child == 0) {
    use_blocks(&seeds[1]);
    return 0;
  }
  int status = 0;
  return child < 0 || waitpid(child, &status, 0) != child || status != 0;
}
