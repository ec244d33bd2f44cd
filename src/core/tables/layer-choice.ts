/** Where guard pages stand: behind each block, in front of it, or both. */
export const GUARD_SIDES = ['after', 'before', 'both'] as const;
export type GuardSide = (typeof GUARD_SIDES)[number];

/** How long pointers and `size_t` are in debug headers: 4 or 8 bytes. */
export const DATA_MODELS = ['ILP32', 'LP64'] as const;
export type DataModel = (typeof DATA_MODELS)[number];

/** Which layers of the simulated allocator a person switched on. */
export interface LayerChoice {
  /** undefined: no guards. */
  readonly guard: GuardSide | undefined;
  /** Guards touch the block's last byte, whatever its alignment. */
  readonly flush: boolean;
  /** undefined: no debug headers. */
  readonly debug: DataModel | undefined;
  /** Freed blocks are filled and kept (`DEBUG_FREED_MEMORY`). */
  readonly keepsFreed: boolean;
  readonly cookies: boolean;
  readonly log: boolean;
}

/** All layers off, as {@link layersText} writes it. */
export const LAYERS_OFF = '';

/** The choice as a short text, the same for equal choices: `guard-after.debug-lp64.cookies`. */
export function layersText({ guard, flush, debug, keepsFreed, cookies, log }: LayerChoice): string {
  const parts = [
    guard !== undefined && `guard-${guard}`,
    guard !== undefined && flush && 'flush',
    debug !== undefined && `debug-${debug.toLowerCase()}`,
    debug !== undefined && keepsFreed && 'freed',
    cookies && 'cookies',
    log && 'log',
  ];
  return parts.filter((part) => part !== false).join('.');
}

/** What {@link layersText} wrote; words that mean nothing are passed over. */
export function layersFrom(text: string): LayerChoice {
  const words = text.split('.');
  return {
    guard: GUARD_SIDES.find((side) => words.includes(`guard-${side}`)),
    flush: words.includes('flush'),
    debug: DATA_MODELS.find((model) => words.includes(`debug-${model.toLowerCase()}`)),
    keepsFreed: words.includes('freed'),
    cookies: words.includes('cookies'),
    log: words.includes('log'),
  };
}
