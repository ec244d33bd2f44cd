/** A block as the trace's text tells of it. */
export interface Block {
  address: number;
  readonly size: number;
  readonly birth: number;
  readonly domain: number;
  readonly kind: string;
  /** Whether it is part of the total: its domain takes its memory from the system. */
  readonly isCounted: boolean;
  /** Modules of its call stack, innermost first. */
  readonly modules: readonly string[];
  /** Number of the command in progress when it was allocated; 0 = none. */
  readonly call: number;
  /** Name and number of the thread that allocated it. */
  readonly thread: string;
}

export interface Recount {
  readonly events: number;
  readonly peakBytes: number;
  readonly peakEvent: number;
  /** What was there at the end, or after the event that was asked for. */
  readonly live: readonly Block[];
  /** Releases by other code than allocated, by innermost modules: `from A in B`. */
  readonly crossings: ReadonlyMap<string, number>;
  /** By the domains' names: `A → B`. */
  readonly mismatches: ReadonlyMap<string, number>;
  readonly redzones: number;
  readonly hasCallbacks: boolean;
  readonly hasCommands: boolean;
  /** Sizes that were asked for past the callbacks, with no command in progress on the thread. */
  readonly unreached: readonly number[];
  /** Objects that were never destroyed, by name, with the command that made them. */
  readonly undestroyed: ReadonlyMap<string, number>;
}

/** Kinds whose blocks may go silently, with the block that contains them. */
const SILENT = ['linear', 'gc', 'slab', 'pool'];
const EVENT_LETTERS = '+-~ixXY^AoOrwgn';

/**
 * Counts a Heapglass trace again, up to the event `until`: line by line, on plain objects, with nothing of the product.
 * Slow and obvious on purpose; the rules are those of the format's description, as far as the gallery's traces go.
 */
export function recount(lines: readonly string[], until = Infinity): Recount {
  const modules = [''];
  const frames = [''];
  const stacks: (readonly string[])[] = [[]];
  const domains = [{ kind: 'other', name: '', isCounted: true }];
  const objects: { name: string; call: number }[] = [];
  const live = new Map<number, Block[]>();
  const silent = new Set<Block>();
  const openCalls = new Map<string, number[]>();
  const crossings = new Map<string, number>();
  const mismatches = new Map<string, number>();
  const undestroyed = new Map<string, number>();
  const threadNames = new Map<string, string>();
  const unreached: number[] = [];
  let [thread, calls, event, total, peakBytes, peakEvent, redzones] = ['', 0, -1, 0, 0, -1, 0];

  const call = (): number => openCalls.get(thread)?.at(-1) ?? 0;
  const put = (block: Block): void => {
    live.set(block.address, [...(live.get(block.address) ?? []), block]);
    if (block.isCounted) total += block.size;
    if (SILENT.includes(block.kind)) silent.add(block);
  };
  const remove = (block: Block): void => {
    const others = (live.get(block.address) ?? []).filter((other) => other !== block);
    if (others.length === 0) live.delete(block.address);
    else live.set(block.address, others);
    if (block.isCounted) total -= block.size;
    silent.delete(block);
  };
  const release = (address: number, fields: readonly string[]): Block | undefined => {
    const named = idOf(fields, 'd');
    const here = live.get(address) ?? [];
    const block = here.findLast(({ domain }) => domain === named) ?? here.at(-1);
    if (block === undefined) return undefined;
    remove(block);
    if (named !== undefined && named !== block.domain) {
      add(mismatches, `${domains[block.domain].name} → ${domains[named].name}`);
    }
    const by = stacks[idOf(fields, 'k') ?? 0].at(0);
    const from = block.modules.at(0);
    if (by !== undefined && from !== undefined && by !== from) add(crossings, `from ${from} in ${by}`);
    return block;
  };
  const bear = (address: number, size: number, fields: readonly string[], old?: Block): void => {
    const domain = idOf(fields, 'd') ?? old?.domain ?? 0;
    const stack = idOf(fields, 'k');
    const { kind, isCounted } = domains[domain];
    const by = stack === undefined ? (old?.modules ?? []) : stacks[stack];
    const name = `${threadNames.get(thread) ?? 'thread'} ${thread}`;
    const block = { address, size, birth: event, domain, kind, isCounted, modules: by, call: call(), thread: name };
    put(block);
    if (isUnreached(block)) unreached.push(size);
  };
  /** What lay in `gone` goes with it, or moves along to where it went. */
  const carry = (gone: Block, to?: { readonly address: number; readonly size: number }): void => {
    for (const block of [...silent]) {
      const offset = block.address - gone.address;
      if (offset < 0 || offset >= gone.size) continue;
      remove(block);
      if (to !== undefined && offset + block.size <= to.size) put({ ...block, address: to.address + offset });
    }
  };

  for (const line of lines) {
    const [letter, ...fields] = line.split(' ');
    const isEvent = letter.length === 1 && EVENT_LETTERS.includes(letter);
    if (isEvent && event === until) break;
    if (isEvent) event++;
    const [first, second, third] = fields;
    if (letter === 'm') modules.push(line.slice(2).split('\t')[0]);
    else if (letter === 'f') frames.push(modules[Number(first)]);
    else if (letter === 'k') stacks.push([frames[Number(second)], ...stacks[Number(first)]]);
    else if (letter === 'd') {
      domains.push({ kind: first, name: fields.slice(2).join(' '), isCounted: second === '0' });
    } else if (letter === 'T') threadNames.set(first, fields.slice(1).join(' '));
    else if (letter === '@') thread = first;
    else if (letter === '(') openCalls.set(thread, [...(openCalls.get(thread) ?? []), ++calls]);
    else if (letter === ')') openCalls.get(thread)?.pop();
    else if (letter === 'g' && first === 'redzone') redzones++;
    else if (letter === 'o') {
      objects.push({ name: fields.slice(1).join(' '), call: call() });
      undestroyed.set(objects[objects.length - 1].name, call());
    } else if (letter === 'O') undestroyed.delete(objects[Number(first) - 1].name);
    else if (letter === '+' && Number(first) > 0) bear(Number(first), Number(second), fields.slice(2));
    else if (letter === '-') {
      const gone = release(Number(first), fields.slice(1));
      if (gone !== undefined) carry(gone);
    } else if (letter === '~' && Number(second) > 0) {
      const old = release(Number(first), fields.slice(3));
      const [address, size] = [Number(second), Number(third)];
      bear(address, size, fields.slice(3), old);
      if (old !== undefined) carry(old, { address, size });
    } else if (letter === '~' && third === '0') release(Number(first), fields.slice(3));
    if (total > peakBytes) [peakBytes, peakEvent] = [total, event];
  }
  const left = [...live.values()].flat();
  const has = { hasCallbacks: domains.some(({ kind }) => kind === 'vk'), hasCommands: calls > 0 };
  const counts = { crossings, mismatches, redzones, unreached, undestroyed };
  return { events: event + 1, peakBytes, peakEvent, live: left, ...has, ...counts };
}

/** Past the callbacks. */
export function isUnseen({ kind, isCounted }: Block): boolean {
  return isCounted && kind !== 'vk';
}

/** Past the callbacks, where no command was in progress. */
export function isUnreached(block: Block): boolean {
  return isUnseen(block) && block.call === 0;
}

export function bytesIn(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { size }) => sum + size, 0);
}

function idOf(fields: readonly string[], letter: string): number | undefined {
  const field = fields.find((text) => text.startsWith(letter));
  return field === undefined ? undefined : Number(field.slice(1));
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
