"""Writes a Heapglass trace from any list of events. Copy the function; the format: docs/formats/heapglass-trace.md.

    write_trace(open('program.hgt', 'w'), [(0, '+', 0x1000, 64, ('main', 'load')), (500, '-', 0x1000, 0, ('main',))])

An event: nanoseconds, + or -, address, size, and the functions on the stack, outermost first. On its own it reads a list
from standard input, an event a line, `ns sign address size main;load`, and writes the trace to standard output.
"""

import sys


def write_trace(out, events):
    frames, stacks, clock = {}, {}, 0

    def define(known, key, record):  # the n-th record of a letter has the id n
        if key not in known:
            known[key] = len(known) + 1
            out.write(f'{record}\n')
        return known[key]

    out.write('heapglass 1\nh recorder heapglass_writer.py\nh clock ns\nd other 0 listed\n')
    for time, sign, address, size, functions in events:
        stack = 0
        for function in functions:
            frame = define(frames, function, f'f 0 {len(frames) + 1} {function}')
            stack = define(stacks, (stack, frame), f'k {stack} {frame}')
        out.write(f't {time - clock}\n{sign} {address:#x} {f"{size} " if sign == "+" else ""}k{stack} d1\n')
        clock = time


if __name__ == '__main__':
    listed = (line.rstrip('\n').split(' ', 4) for line in sys.stdin)
    write_trace(sys.stdout, ((int(t), sign, int(a, 0), int(size), stack.split(';')) for t, sign, a, size, stack in listed))
