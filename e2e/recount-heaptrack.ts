import { basename } from 'node:path';

export interface HeaptrackRecount {
  readonly events: number;
  readonly peakBytes: number;
  readonly peakEvent: number;
  /** What was live after the last event counted: bytes by modules of the stack, innermost first, joined by a blank. */
  readonly live: ReadonlyMap<string, number>;
  readonly liveBlocks: number;
}

/** Counts an interpreted heaptrack file of version 3 again, up to the event `until`, with nothing of the product. */
export function recountHeaptrack(lines: readonly string[], until = Infinity): HeaptrackRecount {
  const strings = [''];
  const moduleOfCode = [''];
  const stacks = [''];
  const sizes: number[] = [];
  const stackOf: number[] = [];
  const blocks: number[] = [];
  let [events, total, peakBytes, peakEvent] = [0, 0, 0, -1];
  for (const line of lines) {
    const letter = line[0];
    if (letter === '+' || letter === '-') {
      if (events > until) break;
      const info = parseInt(line.slice(2), 16);
      const step = letter === '+' ? 1 : -1;
      blocks[info] += step;
      total += step * sizes[info];
      if (total > peakBytes) [peakBytes, peakEvent] = [total, events];
      events++;
      continue;
    }
    const [first, second] = line.slice(2).split(' ');
    const [one, two] = [parseInt(first, 16), parseInt(second, 16)];
    if (letter === 's') strings.push(line.slice(3 + first.length));
    else if (letter === 'i') moduleOfCode.push(basename(strings[two]));
    else if (letter === 't') stacks.push(`${moduleOfCode[one]} ${stacks[two]}`);
    else if (letter === 'a') [sizes[sizes.length], stackOf[stackOf.length], blocks[blocks.length]] = [one, two, 0];
  }
  const live = new Map<string, number>();
  blocks.forEach((count, info) => {
    const stack = stacks[stackOf[info]];
    if (count > 0) live.set(stack, (live.get(stack) ?? 0) + count * sizes[info]);
  });
  return { events, peakBytes, peakEvent, live, liveBlocks: blocks.reduce((sum, count) => sum + count, 0) };
}
