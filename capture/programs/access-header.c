/* heapglass.h's functions, in a file of their own: compiled without the flags that watch accesses. */

#define HEAPGLASS_IMPLEMENTATION
#include "heapglass.h"
