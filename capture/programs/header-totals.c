/*
 * header-totals FILE THREADS [FD]: each thread makes the same requests; prints what it asked for, as JSON. With FD the
 * trace goes to that file descriptor instead.
 */
#define HEAPGLASS_IMPLEMENTATION
#define HEAPGLASS_WRAPPERS
#include "../../public/capture/heapglass.h"

#define ROUNDS 200
#define MOST_THREADS 8

struct pair {
  int first, second;
};

typedef struct counts {
  unsigned allocations, frees, reallocations;
  size_t bytes, live, peak;
} counts;

static void came(counts *count, size_t size) {
  count->bytes += size;
  count->live += size;
  if (count->live > count->peak) count->peak = count->live;
}

static void *took(counts *count, void *block, size_t size) {
  if (block == NULL) abort();
  memset(block, 1, size);
  count->allocations++;
  came(count, size);
  return block;
}

static void *grew(counts *count, void *block, size_t old_size, size_t size) {
  count->reallocations++;
  count->live -= old_size;
  came(count, size);
  return block;
}

static void *work(void *data) {
  counts *count = (counts *)data;
  int round;
  for (round = 1; round <= ROUNDS; round++) {
    size_t size = (size_t)round * 7;
    char *block = (char *)took(count, MALLOC(size), size);
    char *zeroed = (char *)CALLOC(3, size);
    struct pair *pair = (struct pair *)took(count, CALLOC_STRUCT(pair), sizeof(struct pair));
    void *aligned = took(count, align_malloc(size, 256), size);
    if (zeroed[0] != 0 || zeroed[3 * size - 1] != 0 || (uintptr_t)aligned % 256 != 0) abort();
    took(count, zeroed, 3 * size);
    block = (char *)grew(count, REALLOC(block, size, 2 * size), size, 2 * size);
    if (block[0] != 1 || block[size - 1] != 1) abort();
    FREE(block);
    FREE(zeroed);
    FREE(pair);
    align_free(aligned);
    FREE(NULL);
    count->frees += 4;
    count->live -= 6 * size + sizeof(struct pair);
  }
  return NULL;
}

int main(int argc, char **argv) {
  hg_options options = {0};
  pthread_t threads[MOST_THREADS];
  counts each[MOST_THREADS], all = {0, 0, 0, 0, 0, 0};
  int i, count = argc > 2 ? atoi(argv[2]) : 1;
  if (argc < 2 || count > MOST_THREADS) return 2;
  memset(each, 0, sizeof each);
  options.path = argc > 3 ? NULL : argv[1];
  options.fd = argc > 3 ? atoi(argv[3]) : -1;
  options.stacks = 16;
  options.redzone = 16;
  if (!hg_start(&options)) return 3;
  for (i = 1; i < count; i++) pthread_create(&threads[i], NULL, work, &each[i]);
  work(&each[0]);
  for (i = 1; i < count; i++) pthread_join(threads[i], NULL);
  hg_stop();
  for (i = 0; i < count; i++) {
    all.allocations += each[i].allocations;
    all.frees += each[i].frees;
    all.reallocations += each[i].reallocations;
    all.bytes += each[i].bytes;
  }
  printf("{ \"allocations\": %u, \"frees\": %u, \"reallocations\": %u, \"allocatedBytes\": %lu, \"peakBytes\": %lu }\n",
         all.allocations, all.frees, all.reallocations, (unsigned long)all.bytes, (unsigned long)each[0].peak);
  return 0;
}
