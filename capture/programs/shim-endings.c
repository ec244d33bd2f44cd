/* Takes blocks of sizes 1 to 5000, says so by the last of them, and ends in the way that its argument names. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define BLOCKS 5000

static void *volatile blocks[BLOCKS];

static int in_child(const char *program) {
  pid_t child = fork();
  if (child == 0) {
    free(blocks[0]); /* the parent's, unknown to the child's trace */
    blocks[0] = malloc(77777);
    execl(program, program, "exit", (char *)NULL);
    _exit(3);
  }
  int status = 0;
  waitpid(child, &status, 0);
  blocks[0] = malloc(88888);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 4;
}

/* What a daemon does, among the descriptors the trace's; then more than fits what is mapped of the file. */
static void close_all(void) {
  for (int descriptor = 3; descriptor < 1024; descriptor++) close(descriptor);
  for (unsigned i = 0; i < 20000; i++) {
    free(blocks[0]);
    blocks[0] = malloc(i);
  }
}

int main(int count, char **arguments) {
  const char *ending = count > 1 ? arguments[1] : "exit";
  for (unsigned i = 0; i < BLOCKS; i++) blocks[i] = malloc(i + 1);
  if (strcmp(ending, "kill") == 0) raise(SIGKILL);
  if (strcmp(ending, "crash") == 0) *(volatile int *)8 = 1;
  if (strcmp(ending, "abort") == 0) abort();
  if (strcmp(ending, "_exit") == 0) _exit(0);
  if (strcmp(ending, "close") == 0) close_all();
  if (strcmp(ending, "fork") == 0) return in_child(arguments[0]);
  return 0;
}
