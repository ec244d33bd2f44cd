"""The calls that a program makes to libc's allocator, as a Heapglass trace, seen from the debugger:

    HEAPGLASS_TRACE=program.hgt gdb -q -batch -x heapglass_gdb.py --args ./program arguments

Stacks have names, files and lines, and nothing is loaded into the program. It is slow, a stop for every call and every
return: for short runs, and for machines without a compiler. HEAPGLASS_STACKS is the number of frames (16). Linux on
x86-64 and AArch64. A call inside another is the allocator's own and not listed; operator new is the malloc inside it.
"""

import os
import time

import gdb

DEPTH = int(os.environ.get('HEAPGLASS_STACKS', '16'))
REGISTERS = {'i386:x86-64': ('rdi', 'rsi', 'rdx', 'rax'), 'aarch64': ('x0', 'x1', 'x2', 'x0')}


class Trace:
    """Writes each definition once: the n-th record of a letter has the id n."""

    def __init__(self, path):
        self.file = open(path, 'w', encoding='utf-8')
        self.ids = {}
        self.biases = {}
        self.clock = time.monotonic_ns()
        self.file.write('heapglass 1\nh recorder heapglass_gdb.py\nh clock ns\nd libc 0 libc\n')

    def define(self, letter, text):
        known = self.ids.setdefault(letter, {})
        if text not in known:
            known[text] = len(known) + 1
            self.file.write(f'{letter} {text}\n')
        return known[text]

    def stack(self, frame):
        """Id of the stack that ends in `frame`."""
        frames = []
        while frame is not None and len(frames) < DEPTH:
            frames.append(self.frame(frame))
            frame = frame.older()
        node = 0
        for frame_id in reversed(frames):
            node = self.define('k', f'{node} {frame_id}')
        return node

    def frame(self, frame):
        address = frame.pc()
        path = gdb.solib_name(address) or gdb.current_progspace().filename
        if path not in self.biases:
            self.biases[path] = bias_of(path)
        offset = address - self.biases[path]
        place = frame.find_sal()
        line = f'\t{place.symtab.filename}:{place.line}' if place.symtab else ''
        return self.define('f', f'{self.define("m", path)} {offset:#x} {frame.name() or ""}{line}')

    def event(self, text):
        now = time.monotonic_ns()
        self.file.write(f't {now - self.clock}\n@ {gdb.selected_thread().ptid[1]}\n{text} d1\n')
        self.clock = now


def bias_of(path):
    """Where a module was loaded, so that address - bias is what addr2line takes: 0 for a program at a fixed address."""
    with open(path, 'rb') as file:
        if file.read(18)[16] == 2:  # e_type ET_EXEC
            return 0
    with open(f'/proc/{gdb.selected_inferior().pid}/maps', encoding='utf-8') as maps:
        starts = [int(line.split('-')[0], 16) for line in maps if line.rstrip().endswith(os.path.realpath(path))]
    return min(starts, default=0)


def register(index):
    """Value of an argument, or of the result, under the C calling convention."""
    name = REGISTERS[gdb.selected_frame().architecture().name()][index]
    return int(gdb.selected_frame().read_register(name)) & (2**64 - 1)


def stack_pointer():
    return int(gdb.selected_frame().read_register('sp')) & (2**64 - 1)


def pointer_at(address):
    return int.from_bytes(gdb.selected_inferior().read_memory(address, 8).tobytes(), 'little')


def size(bytes_asked):
    """As a trace has it: at most 2^53 - 1. What asks for more has failed."""
    return min(bytes_asked, 2**53 - 1)


RESULT = 3
RECORDS = {
    'malloc': lambda a, result: f'+ {result:#x} {size(a[0])}',
    'calloc': lambda a, result: f'+ {result:#x} {size(a[0] * a[1])} z',
    'realloc': lambda a, result: f'~ {a[0]:#x} {result:#x} {size(a[1])}',
    'memalign': lambda a, result: f'+ {result:#x} {size(a[1])} a{a[0]}',
    'aligned_alloc': lambda a, result: f'+ {result:#x} {size(a[1])} a{a[0]}',
    'posix_memalign': lambda a, result: f'+ {0 if result else pointer_at(a[0]):#x} {size(a[2])} a{a[1]}',
}


class Entry(gdb.Breakpoint):
    """At the first instruction of a function. A thread that is in one already met it again, or calls one from inside."""

    def __init__(self, name, address):
        super().__init__(f'*{address:#x}', internal=True)
        self.name = name

    def stop(self):
        thread = gdb.selected_thread().num
        if thread not in Return.calls:
            caller = gdb.newest_frame().older()
            arguments = [register(index) for index in range(3)]
            stack = trace.stack(caller)
            if self.name == 'free':  # behind it the address may be another thread's
                trace.event(f'- {arguments[0]:#x} k{stack}')
            Return.calls[thread] = (self.name, arguments, stack, stack_pointer())
            Return.at(caller.pc())
        return False


class Return(gdb.Breakpoint):
    """Behind a call. A request is written here, when its answer is known. They stay: to set one takes long."""

    calls = {}  # in progress, by thread
    places = {}

    @classmethod
    def at(cls, address):
        if address not in cls.places:
            cls.places[address] = cls(f'*{address:#x}', internal=True)

    def stop(self):
        thread = gdb.selected_thread().num
        if thread in Return.calls and stack_pointer() >= Return.calls[thread][3]:
            name, arguments, stack, _ = Return.calls.pop(thread)
            if name != 'free':
                trace.event(f'{RECORDS[name](arguments, register(RESULT))} k{stack}')
        return False


def watch_libc(event):
    """Sets the breakpoints once libc is there, before anything calls it."""
    if not os.path.basename(event.new_objfile.filename).startswith(('libc.so', 'libc-', 'ld-musl')):
        return
    gdb.events.new_objfile.disconnect(watch_libc)
    functions = {int(gdb.parse_and_eval(f'(unsigned long)&{name}')): name for name in ('free', *RECORDS)}
    for address, name in functions.items():  # of aliases one
        Entry(name, address)


trace = Trace(os.environ.get('HEAPGLASS_TRACE', 'heapglass.hgt'))
gdb.events.new_objfile.connect(watch_libc)
gdb.execute('set pagination off')
gdb.execute('run')
trace.file.close()
