import { describe, expect, it } from 'vitest';
import { openText } from '../../formats/testing/open-trace';
import type { DomainId, StackId } from '../tables/indices';
import type { EventFilter } from './answers';
import { EventSearch } from './filter-events';

const { trace } = openText(
  'heapglass 1\nd libc 0\nd cxx 0\nf 0 1 main\nk 0 1\n+ 0x10 5 d1 k1\n+ 0x20 7 d2\n~ 0x10 0x30 9 k1\nn mark\n- 0x20 d2\n' +
    '- 0x99\n+ 0 4 d1\n',
);

function found(filter: EventFilter): number[] {
  const search = new EventSearch(trace, filter);
  while (!search.step(2));
  return [...search.events()];
}

describe('a search for events', () => {
  it('finds all without a filter', () => {
    expect(found({ kinds: '' })).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('goes by the letters of the records', () => {
    expect(found({ kinds: '-' })).toEqual([4, 5]);
    expect(found({ kinds: '~n' })).toEqual([2, 3]);
  });

  it('goes by the domain of the block, also when it ends or the request failed', () => {
    expect(found({ kinds: '', domain: 1 as DomainId })).toEqual([0, 2, 6]);
    expect(found({ kinds: '', domain: 2 as DomainId })).toEqual([1, 4]);
  });

  it('goes by the stack that allocated', () => {
    expect(found({ kinds: '+', stack: 1 as StackId })).toEqual([0]);
  });
});
