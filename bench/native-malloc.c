// Replays operations on the C library's malloc: `native-malloc FILE RUNS`. FILE is a row of 32-bit numbers, three for each
// operation: what (0 allocate, 1 free, 2 reallocate; from bit 8 on log2 of the alignment), slot, bytes. Prints the
// seconds of processor time of each run, a line each. Payload is not touched, as in a replay.
#define _POSIX_C_SOURCE 200809L
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void run(const uint32_t *numbers, size_t count, void **slots) {
  for (size_t at = 0; at < count; at += 3) {
    uint32_t what = numbers[at] & 0xff;
    uint32_t align_log2 = numbers[at] >> 8;
    void **slot = &slots[numbers[at + 1]];
    size_t bytes = numbers[at + 2];
    if (what == 1) {
      free(*slot);
      *slot = NULL;
    } else if (what == 2) {
      void *moved = realloc(*slot, bytes == 0 ? 1 : bytes);
      if (moved == NULL) abort();
      *slot = moved;
    } else if (align_log2 > 4) {
      if (posix_memalign(slot, (size_t)1 << align_log2, bytes) != 0) abort();
    } else if ((*slot = malloc(bytes)) == NULL) {
      abort();
    }
  }
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  FILE *file = fopen(argv[1], "rb");
  struct stat facts;
  if (file == NULL || fstat(fileno(file), &facts) != 0) return 1;
  size_t count = (size_t)facts.st_size / sizeof(uint32_t);
  uint32_t *numbers = malloc((size_t)facts.st_size);
  if (numbers == NULL || fread(numbers, sizeof(uint32_t), count, file) != count) return 1;
  fclose(file);
  uint32_t slot_count = 0;
  for (size_t at = 0; at < count; at += 3) {
    if (numbers[at + 1] >= slot_count) slot_count = numbers[at + 1] + 1;
  }
  void **slots = calloc(slot_count, sizeof(void *));
  if (slots == NULL) return 1;
  for (int left = atoi(argv[2]); left > 0; left--) {
    double begin = now();
    run(numbers, count, slots);
    printf("%.9f\n", now() - begin);
    for (uint32_t slot = 0; slot < slot_count; slot++) {
      free(slots[slot]);
      slots[slot] = NULL;
    }
  }
  return 0;
}
