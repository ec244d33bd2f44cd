/* header-guarded-threads FILE: four threads write past one block at once, each as often as the others. */
#define HEAPGLASS_IMPLEMENTATION
#include "../../public/capture/heapglass.h"

#define THREADS 4
#define WRITES 500

static void *work(void *data) {
  volatile char *block = (volatile char *)data;
  int i;
  for (i = 0; i < WRITES; i++) {
    char *own = (char *)hg_malloc(24);
    block[16] = (char)i;
    own[23] = 1;
    hg_free(own);
  }
  return NULL;
}

int main(int argc, char **argv) {
  hg_options options = {0};
  pthread_t threads[THREADS];
  void *block;
  int i;
  if (argc < 2) return 2;
  options.path = argv[1];
  options.guard = HG_GUARD_AFTER;
  if (!hg_start(&options)) return 3;
  block = hg_malloc(16);
  for (i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, work, block);
  for (i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  hg_free(block);
  hg_stop();
  return 0;
}
