/*
 * Loads two libraries one after the other, so that the second may lie where the first was, and lets each allocate; and
 * asks for memory in a signal handler, and on a stack of its own making.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

static void *volatile block;

static void on_signal(int number) {
  (void)number;
  free(block);
  block = malloc(1111);
}

static ucontext_t outside, inside;

static void on_other_stack(void) {
  free(block);
  block = malloc(2222);
}

int main(int count, char **arguments) {
  for (int round = 0; round < 3; round++)
    for (int i = 1; i < count; i++) {
      void *library = dlopen(arguments[i], RTLD_NOW);
      if (library == NULL) return 1;
      void *(*take)(void) = (void *(*)(void))dlsym(library, "take");
      block = take();
      free(block);
      block = NULL;
      dlclose(library);
    }
  signal(SIGUSR1, on_signal);
  for (int i = 0; i < 10; i++) raise(SIGUSR1);
  for (int i = 0; i < 3; i++) {
    size_t size = 65536;
    void *stack = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stack == MAP_FAILED || getcontext(&inside) != 0) return 2;
    inside.uc_stack.ss_sp = stack;
    inside.uc_stack.ss_size = size;
    inside.uc_link = &outside;
    makecontext(&inside, on_other_stack, 0);
    swapcontext(&outside, &inside);
    munmap(stack, size);
  }
  free(block);
  return 0;
}
