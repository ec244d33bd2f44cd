import { rewritten } from './names';
import type { Occurrence } from './occurrences';

/**
 * The three ways to poison a name. `object-macro`: `#define free free_do_not_use`. `function-macro`:
 * `#define free(p) free_do_not_use(p)`. `gcc-poison`: `#pragma GCC poison free` (gcc and clang only).
 */
export const POISON_STYLES = ['object-macro', 'function-macro', 'gcc-poison'] as const;
export type PoisonStyle = (typeof POISON_STYLES)[number];

/** Whether a compiler stops at an occurrence. */
export function isHit({ isPoisoned, hasParenthesis, macro }: Occurrence, style: PoisonStyle): boolean {
  if (!isPoisoned) return false;
  // A body is only rewritten where the macro is expanded; the pragma meets the name itself, in bodies that come after it.
  if (style === 'gcc-poison') return macro?.part !== 'expansion';
  if (macro?.part === 'body') return false;
  return style === 'object-macro' || hasParenthesis;
}

/** Whether an occurrence hands out or takes memory of malloc: what the poison is there to find. */
export function isRawUse({ use, macro }: Occurrence): boolean {
  return (use === 'call' || use === 'value') && macro?.part !== 'body';
}

/** What the compiler says, in a sentence that goes on with what to do. */
export function messageOf({ name, use, macro }: Occurrence, style: PoisonStyle): string {
  const through = macro?.part === 'expansion' ? ` through the macro ${macro.name}` : '';
  const means = use === 'member' || use === 'declaration' ? `; it is no use of the C library’s ${name}` : '';
  if (style === 'gcc-poison') return `attempt to use poisoned "${name}"${means}`;
  return `${name} is ${rewritten(name)} here${through}${means}`;
}
