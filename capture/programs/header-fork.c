/* header-fork FILE: the child takes blocks of its own, and becomes another program. */
#define HEAPGLASS_IMPLEMENTATION
#include "../../public/capture/heapglass.h"
#include <sys/wait.h>

int main(int argc, char **argv) {
  hg_options options = {0};
  uint32_t domain, context;
  void *block;
  pid_t child;
  int status = 0;
  if (argc < 2) return 2;
  options.path = argv[1];
  options.stacks = 16;
  if (!hg_start(&options)) return 3;
  domain = hg_domain("pool", "pool", 0);
  context = hg_context_begin(0, domain, "of the parent");
  block = hg_malloc(100);
  child = fork();
  if (child == 0) {
    hg_free(block);
    hg_note_alloc(domain, context, hg_malloc(7), 7);
    hg_free(hg_malloc(2000));
    hg_flush();
    execlp("sh", "sh", "-c", "ls -l /proc/self/fd | grep -c hgt; exit 0", (char *)NULL);
    _exit(4);
  }
  waitpid(child, &status, 0);
  hg_free(block);
  hg_context_end(context);
  hg_stop();
  return WEXITSTATUS(status);
}
