import type { Token } from './tokens';

/** Why a file may use the raw functions: other code expects their memory, or the file implements the callbacks. */
export const OPT_OUT_REASONS = ['third-party', 'callback-impl'] as const;
export type OptOutReason = (typeof OPT_OUT_REASONS)[number];

/** `poison-opt-out: third-party, owner: NAME` in a comment of its own. */
export interface OptOut {
  readonly line: number;
  readonly column: number;
  /** undefined: missing, or none of the two. */
  readonly reason: OptOutReason | undefined;
  /** Empty: missing. */
  readonly owner: string;
}

const OPT_OUT = /^(?:\/\/|\/\*)[\s*]*poison-opt-out\b:?[^\S\n]*([\w-]*)(?:[^\S\n]*,[^\S\n]*owner:?[^\S\n]*([^*\n]*))?/;

export function findOptOuts(comments: readonly Token[]): OptOut[] {
  return comments.flatMap(({ text, line, column }) => {
    const match = OPT_OUT.exec(text);
    if (match === null) return [];
    const [, reason, owner = ''] = match;
    return [{ line, column, reason: OPT_OUT_REASONS.find((known) => known === reason), owner: owner.trim() }];
  });
}
