"""Writes a Heapglass trace from any list of events. Copy the function; the format: docs/formats/heapglass-trace.md.

    write_trace(open('program.hgt', 'w'), [(0, '+', 0x1000, 64, ('main', 'load')), (500, '-', 0x1000, 0, ('main',))])

An event: nanoseconds, + or -, address, size, and the functions on the stack, outermost first. On its own it reads a list
from standard input, an event a line, `ns sign address size main;load`, and writes the trace to standard output.
"""

import sys


def write_trace(out, events):
    ids, clock = {'f': {}, 'k': {}}, 0

    def define(letter, text):  # the n-th record of a letter has the id n
        known = ids[letter]
        if text not in known:
            known[text] = len(known) + 1
            out.write(f'{letter} {text}\n')
        return known[text]

    out.write('heapglass 1\nh recorder heapglass_writer.py\nh clock ns\nd other 0 listed\n')
    for time, sign, address, size, functions in events:
        stack = 0
        for function in functions:
            stack = define('k', f'{stack} {define("f", f"0 0 {function}")}')
        out.write(f't {time - clock}\n{sign} {address:#x} {f"{size} " if sign == "+" else ""}k{stack} d1\n')
        clock = time


if __name__ == '__main__':
    lines = (line.split(maxsplit=4) for line in sys.stdin)
    write_trace(sys.stdout, ((int(ns), sign, int(address, 0), int(size), stack.strip().split(';')) for ns, sign, address, size, stack in lines))
