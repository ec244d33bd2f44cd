import { describe, expect, it } from 'vitest';
import { openText } from '../../formats/testing/open-trace';
import { blockHistory, nextRow } from './block-history';
import { stackFrames } from './code-names';
import { eventRow } from './event-row';
import { ALIVE, type BlockRow, type EventIndex } from './indices';

const { trace } = openText(`heapglass 1
h clock us
m /usr/lib/libapp.so
d libc 0 malloc
d vk 0
f 1 0x10 make	make.c:7
f 1 0x20
k 0 1
k 1 2
T 9 worker
c vkCreateDevice
@ 9
( 1
t 500
+ 0x1000 64 k2 d1
~ 0x1000 0x2000 128 k1
)
- 0x2000 k2
+ 0 4096 d2 v3
- 0
- 0x5000
o 0 VkDevice 0xabc
n frame 1
? 1 2
i + 300 1
r 0x2000 4 k1
+ 0x3000 8
`);

const row = (event: number) => eventRow(trace, event as EventIndex);

describe('a row of the event list', () => {
  it('of an allocation says where, how much, who and when', () => {
    expect(row(0)).toMatchObject({
      letter: '+',
      time: 500,
      thread: 'worker 9',
      command: 'vkCreateDevice',
      block: 1,
      address: 0x1000,
      size: 64,
      domain: 'malloc',
      scope: '',
      function: 'libapp.so+0x20',
      module: 'libapp.so',
    });
  });

  it('of a reallocation shows the new block, of a free the block that ends and the stack of the free', () => {
    expect(row(1)).toMatchObject({ letter: '~', block: 2, address: 0x2000, size: 128, function: 'make' });
    expect(row(2)).toMatchObject({ letter: '-', block: 2, command: '', function: 'libapp.so+0x20' });
  });

  it('of what failed or found nothing says so', () => {
    expect(row(3)).toMatchObject({ letter: '+', size: 4096, domain: 'vk', scope: 'DEVICE', note: 'failed' });
    expect(row(4)).toMatchObject({ letter: '-', note: 'null', address: undefined });
    expect(row(5)).toMatchObject({ letter: '-', address: 0x5000, note: 'nothing live here' });
  });

  it('of other records shows what they tell', () => {
    expect(row(6)).toMatchObject({ letter: 'o', note: 'VkDevice 0xabc' });
    expect(row(7)).toMatchObject({ letter: 'n', note: 'frame 1' });
    expect(row(8)).toMatchObject({ letter: 'i', size: 300, note: 'internal allocation' });
    expect(row(9)).toMatchObject({ letter: 'r', address: 0x2000, size: 4, function: 'make' });
  });
});

describe('the history of a block', () => {
  it('joins the places that reallocations gave it', () => {
    expect(blockHistory(trace, 1 as BlockRow)).toEqual(blockHistory(trace, 2 as BlockRow));
    expect(blockHistory(trace, 1 as BlockRow)).toMatchObject({ rows: [1, 2], birth: 0, death: 2, lifetimeEvents: 2 });
    expect(nextRow(trace, 2 as BlockRow)).toBe(0);
  });

  it('of a live block goes on to the last event', () => {
    expect(blockHistory(trace, 3 as BlockRow)).toMatchObject({ rows: [3], death: ALIVE, lifetimeEvents: 0 });
  });
});

describe('the frames of a stack', () => {
  it('stand innermost first, with the place in the module where no symbol is known', () => {
    expect(stackFrames(trace, 2 as never).map(({ label, file, module }) => [label, file, module])).toEqual([
      ['libapp.so+0x20', '', 'libapp.so'],
      ['make', 'make.c:7', 'libapp.so'],
    ]);
  });
});
