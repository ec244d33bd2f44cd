import { afterAll, describe, expect, it } from 'vitest';
import { Later } from './later';
import { Pace } from './pace';
import { Superseded, Workload } from './workload';

describe('sliced work', () => {
  const pace = new Pace();
  afterAll(() => {
    pace.dispose();
  });

  it('goes on side by side with other work', async () => {
    const workload = new Workload(pace, () => undefined);
    const order: string[] = [];
    const longWork = (name: string) =>
      workload.until(() => {
        const end = performance.now() + 3;
        while (performance.now() < end);
        return order.push(name) > 12;
      });
    await Promise.all([longWork('a'), longWork('b')]);
    expect(order.indexOf('b'), 'b begins before a has ended').toBeLessThan(order.lastIndexOf('a'));
  });

  it('is busy until it is done, and keeps what it made', async () => {
    const workload = new Workload(pace, () => undefined);
    let steps = 0;
    let made = 0;
    const value = new Later(async () => {
      made++;
      await workload.until(() => ++steps === 12);
      return steps;
    });
    const both = Promise.all([value.ready(), value.ready()]);
    expect(value.value).toBeUndefined();
    expect(workload.isBusy).toBe(true);
    expect(await both).toEqual([12, 12]);
    expect(made).toBe(1);
    expect(value.value).toBe(12);
    expect(workload.isBusy).toBe(false);
  });

  it('ends for whoever waits when another trace is opened', async () => {
    const resting = new Pace();
    const workload = new Workload(resting, () => undefined);
    const endless = workload.until(() => false);
    workload.stop();
    await expect(endless).rejects.toBeInstanceOf(Superseded);
    await expect(workload.once(() => 1)).rejects.toBeInstanceOf(Superseded);
    expect(workload.isBusy).toBe(false);
    resting.dispose();
  });
});
