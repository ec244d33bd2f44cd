/*
 * What a JIT does: registers and unregisters frames all the time on one thread, while another allocates and frees. An
 * unwinder that takes the lock of the register, inside free, can wait for ever.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

extern void __register_frame(void *);
extern void __deregister_frame(void *);

#define ROUNDS 20000

static void *volatile block;

static void *jit(void *nothing) {
  for (unsigned round = 0; round < ROUNDS; round++) {
    char *frames = calloc(1, 64);
    /* One common entry, and the end. */
    const char entry[] = {20, 0, 0, 0, 0, 0, 0, 0, 1, 'z', 'R', 0, 1, 0x78, 16, 1, 0x1b, 0x0c, 7, 8, (char)0x90, 1, 0, 0};
    memcpy(frames, entry, sizeof entry);
    __register_frame(frames);
    __deregister_frame(frames);
    free(frames);
  }
  return nothing;
}

int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, jit, NULL) != 0) return 1;
  for (unsigned round = 0; round < ROUNDS; round++) {
    block = malloc(round % 100);
    free(block);
  }
  pthread_join(thread, NULL);
  return 0;
}
