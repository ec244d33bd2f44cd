/* Threads that hand blocks to each other, so that one frees what another has just been given: the order must be right. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#define THREADS 8
#define ROUNDS 20000
#define PLACES 64

static _Atomic(void *) places[PLACES];
static _Atomic(void *) maps[4];

static void *work(void *number) {
  uint32_t random = 12345 + 977 * (uint32_t)(uintptr_t)number;
  for (unsigned round = 0; round < ROUNDS; round++) {
    random = random * 1664525 + 1013904223;
    size_t size = 16 + (random >> 20) % 400;
    void *block = malloc(size);
    if ((random >> 8) % 4 == 0) block = realloc(block, size * 8);
    free(atomic_exchange(&places[(random >> 10) % PLACES], block));
    if (round % 64 != 0) continue;
    void *map = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    map = atomic_exchange(&maps[(random >> 10) % 4], map);
    if (map != NULL) munmap(map, 8192);
  }
  return NULL;
}

int main(void) {
  pthread_t threads[THREADS];
  for (uintptr_t i = 0; i < THREADS; i++) {
    if (pthread_create(&threads[i], NULL, work, (void *)i) != 0) return 1;
    pthread_setname_np(threads[i], i % 2 == 0 ? "even" : "odd");
  }
  for (unsigned i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  for (unsigned i = 0; i < PLACES; i++) free(places[i]);
  for (unsigned i = 0; i < 4; i++)
    if (maps[i] != NULL) munmap(maps[i], 8192);
  return 0;
}
