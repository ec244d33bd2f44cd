import { expect, test } from 'vitest';
import { reservePool } from '../engines/testing/engine-contract';
import { Tlsf } from '../engines/tlsf';
import type { DomainId, SiteId } from '../tables/indices';
import { callCode, LEFT } from './call-code';
import { CookieLayer } from './cookie-layer';

const DOMAIN = 3 as DomainId;
const OTHER = 4 as DomainId;

function heap() {
  const memory = reservePool(1 << 16, true);
  const domainOf = (site: SiteId): DomainId => site as number as DomainId;
  const faults = { cookieFault: () => undefined };
  const cookies = new CookieLayer(new Tlsf(memory), memory, domainOf, faults, { secret: 7 });
  const state = (): object => [memory.hash(), memory.notes.slice(), cookies.headerBytes];
  return { code: callCode(memory, true), state };
}

test('a reallocation that finds no room leaves the block, its header and its note as they were', () => {
  const { code, state } = heap();
  const block = code.allocFor(100, 0, DOMAIN);
  const before = state();
  expect(code.reallocOf(block, 1 << 17, 0, DOMAIN)).toBe(0);
  expect(state()).toEqual(before);
});

test('what layers have to judge is left to them, untouched', () => {
  const { code, state } = heap();
  const block = code.allocFor(100, 0, DOMAIN);
  const before = state();
  expect(code.freeOf(block, OTHER)).toBe(0);
  expect(code.reallocOf(block, 50, 0, OTHER)).toBe(LEFT);
  // The header is shorter than such an alignment.
  expect(code.reallocOf(block, 50, 8, DOMAIN)).toBe(LEFT);
  expect(state()).toEqual(before);
});
