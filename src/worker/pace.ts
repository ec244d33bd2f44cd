/** Longest that the engine works before it lets messages and frames through, in milliseconds. */
const SLICE = 8;

/** Cuts long work into slices: work until {@link due}, then await {@link rest}. */
export class Pace {
  private readonly channel = new MessageChannel();
  private resume: (() => void)[] = [];
  private sliceEnd = 0;

  constructor() {
    // A message comes at once, while a timer of 0 ms is held back to 4 ms once timers nest.
    this.channel.port1.onmessage = () => {
      this.sliceEnd = performance.now() + SLICE;
      this.resume.shift()?.();
    };
  }

  due(): boolean {
    return performance.now() >= this.sliceEnd;
  }

  rest(): Promise<void> {
    return new Promise((resolve) => {
      this.resume.push(resolve);
      this.channel.port2.postMessage(undefined);
    });
  }

  dispose(): void {
    this.channel.port1.close();
    this.channel.port2.close();
  }
}
