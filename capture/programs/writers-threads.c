/* Two threads that meet in malloc and free: what a debugger may see twice, or not at all. */

#include <pthread.h>
#include <stdlib.h>

enum { ROUNDS = 100, SIZE = 1000 };

static void *take_and_give(void *unused) {
  for (int i = 0; i < ROUNDS; i++) {
    void *volatile block = malloc(SIZE);
    free(block);
  }
  return unused;
}

int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, take_and_give, NULL) != 0) return 1;
  take_and_give(NULL);
  return pthread_join(thread, NULL);
}
