import { describe, expect, it } from 'vitest';
import { checkContiguous, upgrade, type Upgrader } from './upgrades';

const renameAt: Upgrader = (params) => {
  params.set('cursor', params.get('at') ?? '');
  params.delete('at');
};
const countFromOne: Upgrader = (params) => {
  params.set('cursor', String(Number(params.get('cursor')) + 1));
};

describe('upgraders of links', () => {
  it('go from version to version in order', () => {
    const params = new URLSearchParams('at=7');
    upgrade(params, 1, new Map([[2, countFromOne], [1, renameAt]]), 3); // prettier-ignore
    expect(params.toString()).toBe('cursor=8');
  });

  it('leave a link of the version in force alone', () => {
    const params = new URLSearchParams('at=7');
    upgrade(params, 3, new Map([[1, renameAt], [2, countFromOne]]), 3); // prettier-ignore
    expect(params.toString()).toBe('at=7');
  });

  it('may have no gap and none too many', () => {
    expect(() => {
      checkContiguous(new Map([[2, countFromOne]]), 3);
    }).toThrow('no upgrader for links of version 1');
    expect(() => {
      checkContiguous(new Map([[1, renameAt], [2, countFromOne]]), 2); // prettier-ignore
    }).toThrow('not written yet');
  });
});
