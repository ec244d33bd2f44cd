import { assert } from '../base/assert';

/** Version of the links that are written. A change of a parameter's meaning takes the next number and an upgrader. */
export const LINK_VERSION = 1;

/** Rewrites the parameters of one version as those of the next. */
export type Upgrader = (params: URLSearchParams) => void;

/** `UPGRADERS.get(n)` goes from version n to n + 1. */
export const UPGRADERS: ReadonlyMap<number, Upgrader> = new Map();

/** Refuses a table with a gap: every version ever written must still open. */
export function checkContiguous(upgraders: ReadonlyMap<number, Upgrader>, version: number): void {
  for (let from = 1; from < version; from++) {
    assert(upgraders.has(from), `no upgrader for links of version ${from}`);
  }
  assert(upgraders.size === version - 1, 'an upgrader for a version that is not written yet');
}

checkContiguous(UPGRADERS, LINK_VERSION);

/** Brings `params` of an older version up to the one in force. */
export function upgrade(
  params: URLSearchParams,
  from: number,
  upgraders: ReadonlyMap<number, Upgrader> = UPGRADERS,
  to = LINK_VERSION,
): void {
  for (let version = from; version < to; version++) upgraders.get(version)?.(params);
}
