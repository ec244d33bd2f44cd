/* Anonymous private mappings that are cut, moved, covered and made usable. */
#define _GNU_SOURCE
#include <stdint.h>
#include <sys/mman.h>

#define PAGE 4096
#define PRIVATE (MAP_PRIVATE | MAP_ANONYMOUS)

static char *map(unsigned pages, int protection) {
  return mmap(0, (size_t)pages * PAGE, protection, PRIVATE, -1, 0);
}

int main(void) {
  char *whole = map(10, PROT_READ | PROT_WRITE);
  munmap(whole + 8 * PAGE, 2 * PAGE); /* its end: 8 pages */
  munmap(whole, PAGE);                /* its beginning: 7 pages */
  munmap(whole + 3 * PAGE, 2 * PAGE); /* from its middle: 2 and 3 pages */
  munmap(whole + PAGE, 7 * PAGE);     /* both, and the hole between them */

  char *moved = map(4, PROT_READ | PROT_WRITE);
  moved = mremap(moved, 4 * PAGE, 4096 * PAGE, MREMAP_MAYMOVE);
  moved = mremap(moved, 4096 * PAGE, 2 * PAGE, 0);

  char *covered = map(6, PROT_READ | PROT_WRITE);
  mmap(covered + PAGE, 2 * PAGE, PROT_READ, MAP_FIXED | PRIVATE, -1, 0); /* 1, 2 and 3 pages */
  munmap(covered, 6 * PAGE);

  char *reserved = map(1 << 20, PROT_NONE); /* 4 GiB of addresses */
  mprotect(reserved + 16 * PAGE, 5 * PAGE, PROT_READ | PROT_WRITE);
  munmap(reserved, (size_t)(1 << 20) * PAGE);

  munmap(moved, 2 * PAGE);
  char *kept = map(3, PROT_READ);
  return moved == MAP_FAILED || kept == MAP_FAILED;
}
