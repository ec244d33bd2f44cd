/* libc fills eight bytes too many, and copies four too many: two accesses that only begin rightly. */

#include <stdlib.h>
#include <string.h>

enum { SIZE = 4096 };

int main(void) {
  static char copy[SIZE + 8];
  char *volatile block = (char *)malloc(SIZE);
  volatile size_t filled = SIZE + 8, copied = SIZE + 4;
  memset(block, 1, filled); /* the allocator leaves at least so many bytes behind a block of this size */
  memcpy(copy, block, copied);
  free(block);
  return copy[0] - 1;
}
