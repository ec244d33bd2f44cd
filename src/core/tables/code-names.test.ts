import { describe, expect, it } from 'vitest';
import { openText } from '../../formats/testing/open-trace';
import { traceRecords } from '../../formats/trace-records';
import { CallTree } from '../analysis/call-tree';
import { matchFunctions } from '../analysis/tree-search';
import { stackFrames } from './code-names';
import type { StackId } from './indices';

const { trace, meta } = openText(`heapglass 1
m /usr/lib/libLLVM-15.so
f 1 0x10 _Znwm	new_op.cc:50
f 1 0x20 _ZN4llvm11raw_ostream5flushEv
f 1 0x30 _RNvMs_Cs4Cv8Wi1oAIB_7mycrateNtB4_3Foo3bar
f 1 0x40 main
k 0 4
k 1 3
k 2 2
k 3 1
+ 0x1000 64 k4
`);

describe('functions that a compiler mangled', () => {
  it('are shown as their source writes them', () => {
    const labels = stackFrames(trace, 4 as StackId).map(({ label }) => label);
    expect(labels).toEqual([
      'operator new(unsigned long)',
      'llvm::raw_ostream::flush()',
      '<mycrate::Foo>::bar',
      'main',
    ]);
  });

  it('are found by that name', () => {
    const { functions } = new CallTree(trace);
    const found = [...matchFunctions(trace, functions, 'raw_ostream::flush(')];
    expect(found.filter((match) => match === 1)).toHaveLength(1);
  });

  it('are written out as they were read', () => {
    const frames = [...traceRecords(trace, meta)].filter(({ record }) => record === 'f');
    expect(JSON.stringify(frames)).toContain('_ZN4llvm11raw_ostream5flushEv');
  });
});
