import { describe, expect, test } from 'vitest';
import { TraceBuilder } from '../core/pairing/trace-builder';
import type { BlockRow, EventIndex } from '../core/tables/indices';
import type { TraceMeta } from '../core/tables/trace-meta';
import type { EventsPerSecond, TraceSource } from '../worker/protocol';
import { createAppStore, type AppStore } from './app-store';
import type { Arrival } from './navigation-slice';

const source: TraceSource = { kind: 'url', url: 'https://example.org/a.hgt', name: 'a.hgt' };

/** Facts of a trace of 1000 events with its peak at event 600. */
function meta(fidelity: Partial<TraceMeta['fidelity']> = {}): TraceMeta {
  const empty = new TraceBuilder().meta();
  return {
    ...empty,
    fidelity: { ...empty.fidelity, addresses: true, ...fidelity },
    totals: { ...empty.totals, events: 1000, peakEvent: 600 as EventIndex },
  };
}

/** A store whose trace is read; `analysed` as the engine tells it. */
function arrived(arrival: Arrival, facts = meta(), store = createAppStore()): AppStore {
  store.getState().open(source, arrival);
  store.getState().opened({ meta: facts, fileBytes: 5000 });
  store.getState().statsRead({ ...store.getState().stats, events: 1000, analysed: 1 });
  store.getState().analysed();
  return store;
}

describe('opening', () => {
  test('a trace shows its peak first', () => {
    const state = arrived({ kind: 'at-peak' }).getState();
    expect(state).toMatchObject({ cursor: 600, playback: { kind: 'paused' }, heap: 'recorded' });
  });

  test('without recorded addresses the simulated heap stands in', () => {
    expect(arrived({ kind: 'at-peak' }, meta({ addresses: false })).getState().heap).toBe('simulated');
  });

  test('a trace of several domains is coloured by them, one of a single domain by what tells blocks apart', () => {
    const store = createAppStore();
    store.getState().open(source, { kind: 'at-peak' });
    const { domains } = store.getState().trace;
    for (let i = 0; i < 2; i++) domains.allocations.set(domains.add(), 10);
    store.getState().opened({ meta: meta(), fileBytes: 5000 });
    expect(store.getState()).toMatchObject({ groupBy: 'domain', colourBy: 'domain' });
    expect(arrived({ kind: 'at-peak' }).getState()).toMatchObject({ groupBy: 'module', colourBy: 'size' });
    expect(arrived({ kind: 'play-to-peak' }).getState()).toMatchObject({ groupBy: 'module', colourBy: 'module' });
  });

  test('a sample that plays starts once there is something to show, and reaches the peak in twelve seconds', () => {
    const store = createAppStore();
    store.getState().open(source, { kind: 'play-to-peak' });
    store.getState().opened({ meta: meta(), fileBytes: 5000 });
    expect(store.getState().playback.kind).toBe('paused');
    store.getState().statsRead({ ...store.getState().stats, analysed: 1 });
    store.getState().analysed();
    expect(store.getState()).toMatchObject({ cursor: -1, playback: { kind: 'playing', rate: 50, until: 600 } });
  });

  test('playing to the peak does not change the speed that the person chose', () => {
    const store = createAppStore({ rate: 1e6 as EventsPerSecond });
    expect(arrived({ kind: 'play-to-peak' }, meta(), store).getState().rate).toBe(1e6);
  });

  test('a link shows what it describes; what it does not say is as on a trace just opened', () => {
    const store = createAppStore();
    store.getState().setGroupBy('thread');
    store.getState().setSearch('left over');
    arrived({ kind: 'linked', view: { cursor: 12 as EventIndex, heap: 'simulated', metric: 'peak' } }, meta(), store);
    expect(store.getState()).toMatchObject({
      ...{ cursor: 12, heap: 'simulated', metric: 'peak' },
      ...{ groupBy: 'module', search: '' },
    });
  });

  test('a link to an instant that the trace does not have goes to its end', () => {
    const view = { cursor: 5_000_000 as EventIndex };
    expect(arrived({ kind: 'linked', view }).getState().cursor).toBe(999);
  });

  test('another trace starts without what was picked out of the one before', () => {
    const store = arrived({ kind: 'at-peak' });
    store.getState().select(5 as BlockRow);
    store.getState().setRange({ from: 1 as EventIndex, to: 9 as EventIndex });
    const before = store.getState().trace;
    store.getState().open(source, { kind: 'at-peak' });
    expect(store.getState()).toMatchObject({ selected: 0, range: undefined, cursor: -1, generation: 0 });
    expect(store.getState().trace).not.toBe(before);
  });

  test('a failure keeps the page usable and says of which file; a cancelled load is no failure', () => {
    const store = createAppStore();
    store.getState().open(source, { kind: 'at-peak' });
    store.getState().openFailed({ kind: 'empty' });
    expect(store.getState().status).toEqual({ kind: 'failed', source, error: { kind: 'empty' } });
    store.getState().open(source, { kind: 'at-peak' });
    store.getState().openFailed({ kind: 'cancelled' });
    expect(store.getState().status.kind).toBe('empty');
  });

  test('an answer that comes after the page was left changes nothing', () => {
    const store = createAppStore();
    store.getState().open(source, { kind: 'at-peak' });
    store.getState().close();
    store.getState().opened({ meta: meta(), fileBytes: 5000 });
    expect(store.getState().status.kind).toBe('empty');
  });
});

describe('the cursor', () => {
  test('stays between the state before the first event and the last event', () => {
    const { getState } = arrived({ kind: 'at-peak' });
    getState().seek(1e9);
    expect(getState().cursor).toBe(999);
    getState().seek(-1e9);
    expect(getState().cursor).toBe(-1);
  });

  test('a step ends the playback', () => {
    const { getState } = arrived({ kind: 'at-peak' });
    getState().play();
    getState().step(-1);
    expect(getState()).toMatchObject({ cursor: 599, playback: { kind: 'paused' } });
  });

  test('playing from the end starts over', () => {
    const { getState } = arrived({ kind: 'at-peak' });
    getState().seek(999);
    getState().play();
    expect(getState()).toMatchObject({ cursor: -1, playback: { kind: 'playing', until: 999 } });
  });

  test('a new speed holds at once while it plays', () => {
    const { getState } = arrived({ kind: 'at-peak' });
    getState().play();
    getState().setRate(10 as EventsPerSecond);
    expect(getState().playback).toEqual({ kind: 'playing', rate: 10, until: 999 });
  });
});

test('a finding leads to its instant, block and list, and leaves the rest', () => {
  const { getState } = arrived({ kind: 'at-peak' });
  getState().setSearch('malloc');
  getState().follow({ cursor: 7 as EventIndex, block: 3 as BlockRow, tab: 'faults' });
  expect(getState()).toMatchObject({ cursor: 7, selected: 3, tab: 'faults', search: 'malloc', metric: 'live' });
  getState().follow({ tab: 'no such list' });
  expect(getState().tab).toBe('faults');
});

test('the first bug is the one that is shown', () => {
  const { getState } = createAppStore();
  getState().crashed(new Error('first'));
  getState().crashed('second');
  expect(getState().crash?.message).toBe('first');
});
