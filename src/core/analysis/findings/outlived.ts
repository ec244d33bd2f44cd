import { CHUNK_MASK, CHUNK_SHIFT } from '../../tables/column';
import { denseChunks } from '../../tables/dense-chunks';
import { DOMAIN_KINDS, SCOPES } from '../../tables/domains';
import {
  ALIVE,
  NONE,
  type BlockRow,
  type ContextId,
  type EventIndex,
  type ObjectId,
  type SiteId,
} from '../../tables/indices';
import type { Trace } from '../../tables/trace';

/** Whose end a block survived. */
export type Owner =
  /** An API object that was destroyed, while its block stayed to the end of the trace. */
  | { readonly kind: 'object'; readonly object: ObjectId }
  /** An API object that was never destroyed, though its parent was. */
  | { readonly kind: 'orphan'; readonly object: ObjectId; readonly parent: ObjectId }
  | { readonly kind: 'context'; readonly context: ContextId }
  /** The call during which the block was taken at COMMAND scope; the last device or instance for the wider scopes. */
  | { readonly kind: 'scope'; readonly scope: number };

export interface OutlivedBlock {
  readonly block: BlockRow;
  readonly owner: Owner;
  /** The event with which the owner ended. */
  readonly since: EventIndex;
}

const COMMAND = SCOPES.indexOf('COMMAND');
const DEVICE = SCOPES.indexOf('DEVICE');
const INSTANCE = SCOPES.indexOf('INSTANCE');

/**
 * Blocks that were still there after what they belong to had ended, in order of birth: the rule of the Vulkan CTS
 * ("live after its scope ended"), taken over to objects and contexts. A driver may keep an object's memory for a while
 * after its destruction (a layout that a pipeline still uses), so blocks of objects and of the wider scopes count when
 * they stay to the end of the trace.
 */
export function outlivedBlocks(trace: Trace, liveAtEnd: Uint32Array): OutlivedBlock[] {
  const found = new Map<BlockRow, OutlivedBlock>();
  const take = (block: BlockRow, end: OwnerEnd | undefined): void => {
    if (end !== undefined && !found.has(block)) found.set(block, { block, ...end });
  };
  const scopeEnds = endsOfScopes(trace);
  for (const row of liveAtEnd) {
    const block = row as BlockRow;
    take(block, endOfObject(trace, trace.blocks.object.get(block)));
    take(block, endOfWideScope(trace, block, scopeEnds));
  }
  for (const block of withContext(trace)) take(block, endOfContext(trace, block));
  for (const block of atCommandScope(trace)) take(block, endOfCall(trace, block));
  return [...found.values()].sort((a, b) => a.block - b.block);
}

type OwnerEnd = Pick<OutlivedBlock, 'owner' | 'since'>;

function endOfObject(trace: Trace, object: ObjectId): OwnerEnd | undefined {
  if (object === NONE) return undefined;
  const { death, parent } = trace.objects;
  if (death.get(object) !== ALIVE) return { owner: { kind: 'object', object }, since: death.get(object) };
  const above = parent.get(object);
  if (above === NONE || death.get(above) === ALIVE) return undefined;
  return { owner: { kind: 'orphan', object, parent: above }, since: death.get(above) };
}

/** When the last object of the kind that gives a wide scope its life ended, by scope; undefined: one lives, or none was. */
function endsOfScopes(trace: Trace): ReadonlyMap<number, EventIndex> {
  const ends = new Map<number, EventIndex>();
  for (const [scope, type] of [
    [DEVICE, 'VkDevice '],
    [INSTANCE, 'VkInstance '],
  ] as const) {
    let last = -1;
    for (let id = 1; id < trace.objects.length; id++) {
      const object = id as ObjectId;
      if (!trace.strings.get(trace.objects.name.get(object)).startsWith(type)) continue;
      last = Math.max(last, trace.objects.death.get(object));
    }
    if (last >= 0 && last !== ALIVE) ends.set(scope, last as EventIndex);
  }
  return ends;
}

function endOfWideScope(trace: Trace, block: BlockRow, ends: ReadonlyMap<number, EventIndex>): OwnerEnd | undefined {
  const site = trace.blocks.site.get(block);
  if (!isVulkan(trace, site)) return undefined;
  const scope = trace.sites.scope.get(site);
  const since = ends.get(scope);
  return since === undefined ? undefined : { owner: { kind: 'scope', scope }, since };
}

function isVulkan(trace: Trace, site: SiteId): boolean {
  const domain = trace.sites.domain.get(site);
  return domain !== NONE && DOMAIN_KINDS[trace.domains.kind.get(domain)] === 'vk';
}

function* withContext(trace: Trace): Generator<BlockRow> {
  if (trace.contexts.count === 0) return;
  for (let row = 1; row < trace.blocks.length; row++) {
    if (trace.blocks.context.get(row as BlockRow) !== NONE) yield row as BlockRow;
  }
}

function endOfContext(trace: Trace, block: BlockRow): OwnerEnd | undefined {
  const context = trace.blocks.context.get(block);
  const since = trace.contexts.death.get(context);
  return trace.blocks.death.get(block) > since ? { owner: { kind: 'context', context }, since } : undefined;
}

function* atCommandScope(trace: Trace): Generator<BlockRow> {
  if (trace.scopes.length === 0 || trace.scopes.allocations.get(COMMAND) === 0 || trace.calls.count === 0) return;
  const isCommand = Uint8Array.from({ length: Math.max(1, trace.sites.length) }, (_, site) =>
    site !== NONE && trace.sites.scope.get(site as SiteId) === COMMAND && isVulkan(trace, site as SiteId) ? 1 : 0,
  );
  const sites = denseChunks(trace.blocks.site);
  for (let row = 1; row < trace.blocks.length; row++) {
    if (isCommand[sites[row >>> CHUNK_SHIFT][row & CHUNK_MASK]] === 1) yield row as BlockRow;
  }
}

function endOfCall(trace: Trace, block: BlockRow): OwnerEnd | undefined {
  const call = trace.callRuns.at(trace.blocks.birth.get(block));
  if (call === NONE) return undefined;
  const end = trace.calls.end.get(call);
  // `end` is one past the last event inside the call: a block that dies there died too late.
  if (end === ALIVE || trace.blocks.death.get(block) < end) return undefined;
  return { owner: { kind: 'scope', scope: COMMAND }, since: end };
}
