import type { RecordingWay } from '../../store/layout-slice';

/** One way to a trace: what to type, what it costs, and what it cannot see. */
export interface RecordingText {
  readonly title: string;
  readonly purpose: string;
  readonly steps: readonly RecordingStep[];
  /** Paths below `capture/`, where the page has them. */
  readonly files: readonly string[];
  readonly costs: string;
  readonly unseen: string;
}

interface RecordingStep {
  /** What the lines do; also what the button that copies them is called after. */
  readonly does: string;
  readonly code: string;
}

/** Every way of docs/recording.md in a few lines. */
export const RECORDING_TEXTS: Readonly<Record<RecordingWay, RecordingText>> = {
  program: {
    title: 'Any Linux program',
    purpose:
      'Runs a program as it is, and writes every malloc, operator new, free and anonymous mapping of its process and of ' +
      'those that it starts, with stacks and threads. Then the frames get their names, and the page opens.',
    steps: [
      { does: 'Record a program', code: 'npx heapglass record -- ./program' },
      {
        does: 'Name frames on another machine, from its own files',
        code: 'npx heapglass symbolize program.hgt --sysroot DIR',
      },
    ],
    files: [
      'libheapglass.c',
      'libheapglass/base.h',
      'libheapglass/cfi.h',
      'libheapglass/mappings.h',
      'libheapglass/modules.h',
      'libheapglass/operators.h',
      'libheapglass/process.h',
      'libheapglass/recorder.h',
      'libheapglass/requests.h',
      'libheapglass/sink.h',
      'libheapglass/stacks.h',
      'libheapglass/stream.h',
      'libheapglass/text.h',
      'libheapglass/unwind.h',
    ],
    costs:
      'A record and a walk up the stack for each request, while the program waits; --stacks 0 leaves the walk out. The ' +
      'machine’s C compiler builds the library once.',
    unseen:
      'Allocators that take their memory from system calls of their own, programs that are linked statically, and what ' +
      'lies in a block: a trace has calls, no contents.',
  },
  vulkan: {
    title: 'A Vulkan program',
    purpose:
      'A layer stands between a program as it is and its driver: it passes recording callbacks in every call, and writes ' +
      'scopes, commands, objects, results, and the table that the program itself passed. What the driver takes behind ' +
      'the callbacks comes from the preloaded library, in the same trace.',
    steps: [{ does: 'Record a Vulkan program', code: 'npx heapglass record --vulkan -- vkcube --c 100' }],
    files: ['heapglass-layer.c', 'heapglass-layer-commands.h', 'heapglass-layer.json', 'heapglass.h'],
    costs:
      'A record for each call and each callback on top of the library’s. The layer is built with Vulkan’s headers.',
    unseen: 'What the loader does before it calls the layer. Memory on the GPU is not host memory.',
  },
  code: {
    title: 'Your own code',
    purpose:
      'One header for C99 and C++, without dependencies, on Linux and Windows: it wraps any allocator and any ' +
      'VkAllocationCallbacks, puts guard pages beside blocks, refuses what exceeds a budget, and keeps ralloc-style ' +
      'contexts. It writes to a file, a pipe or a socket, out of fixed memory of its own.',
    steps: [
      {
        does: 'In one source file, before every other include',
        code: `#define HEAPGLASS_IMPLEMENTATION
#include "heapglass.h"

int main(void) {
  hg_options options = {0};
  options.path = "app.hgt";
  options.stacks = 16;
  options.guard = HG_GUARD_AFTER;  /* or none */
  hg_start(&options);
  void *block = hg_malloc(64);
  hg_free(block);
  hg_stop();
}`,
      },
      { does: 'Compile it', code: 'cc -g app.c -o app && ./app' },
    ],
    files: [
      'heapglass.h',
      'examples/callbacks.c',
      'examples/context.c',
      'examples/hooks.c',
      'examples/guards.c',
      'examples/budget.c',
    ],
    costs:
      'A record for each request, and a stack where you ask for one. A guard page costs each block pages of its own. ' +
      'hg_stop prints what the recorder took for itself.',
    unseen:
      'What does not go through the header. HEAPGLASS_POISON turns raw malloc and free into errors of the compiler.',
  },
  accesses: {
    title: 'Reads and writes',
    purpose:
      'The compiler calls a function before each access; those that meet no live block, but bytes beside one or a freed ' +
      'one, are written with their stack. The program goes on.',
    steps: [
      {
        does: 'Compile the program for it, the recorder without, and run it over the library',
        code: `gcc -g -fsanitize=kernel-address --param asan-instrumentation-with-call-threshold=0 -c accesses.c
gcc -g accesses.o heapglass-access.c -ldl -o accesses
npx heapglass record -- ./accesses`,
      },
    ],
    files: ['heapglass-access.c', 'heapglass.h', 'examples/accesses.c'],
    costs: 'Some instructions an access, and a quarter of the heap’s size for its shadow.',
    unseen: 'Code that was compiled without the flags, libraries among it, and misses that hit another live block.',
  },
  failing: {
    title: 'Failing requests',
    purpose:
      'Runs the program once for each N: N requests succeed, all later ones get NULL. A strip shows how each run ended, ' +
      'and where the first request was refused. What a program does with NULL, no recording can know.',
    steps: [{ does: 'Refuse memory in each of 100 runs', code: 'npx heapglass record --fail-from 0..99 -- ./program' }],
    files: [],
    costs: 'A whole run for each N. The exit code is 3 where one crashed or hung.',
    unseen: 'Requests that come in another order each time, as those of many threads do.',
  },
  outside: {
    title: 'From outside',
    purpose:
      'Where nothing may be loaded into the program: a bpftrace script, a debugger script, and ten lines of Python that ' +
      'turn any list of events into a trace.',
    steps: [
      {
        does: 'bpftrace, as root',
        code: "taskset -c 0 bpftrace -q -o program.hgt -c './program' heapglass.bt",
      },
      {
        does: 'gdb',
        code: 'HEAPGLASS_TRACE=program.hgt gdb -q -batch -x heapglass_gdb.py --args ./program',
      },
      { does: 'Python', code: 'python3 heapglass_writer.py < events.txt > program.hgt' },
    ],
    files: ['heapglass.bt', 'heapglass_gdb.py', 'heapglass_writer.py'],
    costs: 'bpftrace: a trap into the kernel for each call and each return. gdb: two stops of the program for each.',
    unseen:
      'Both see libc’s functions: operator new is the malloc inside it, mmap is missing. bpftrace’s stack is the caller alone.',
  },
  heaptrack: {
    title: 'heaptrack',
    purpose: 'Its files open as they are, packed or not. Raw ones have addresses: only they show the map as recorded.',
    steps: [
      { does: 'With names of functions', code: 'heaptrack ./program' },
      { does: 'With addresses, and names left to later', code: 'heaptrack --raw ./program' },
    ],
    files: [],
    costs: 'heaptrack’s own: it too walks the stack for each request.',
    unseen: 'Threads, stacks of frees, Vulkan’s scopes and calls; time only to about 10 ms.',
  },
  build: {
    title: 'In a build',
    purpose:
      'Limits for a trace, as a step of a build: one line says whether they hold, reports go to Markdown and JUnit, and ' +
      'a trace of the main branch can be the measure.',
    steps: [
      {
        does: 'Record without a browser',
        code: 'npx heapglass record --output program.hgt --no-open -- ./program',
      },
      {
        does: 'Hold it against limits',
        code: 'npx heapglass check program.hgt --max-peak 64MiB --no-leaks --no-faults',
      },
    ],
    files: [],
    costs: 'One reading of the trace. The exit code is 3 where a limit does not hold.',
    unseen:
      'What the recording left out. Memory that is kept until the program ends is no leak here: only what outlives its owner, or grows.',
  },
};
