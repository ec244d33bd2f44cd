import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64Url } from './base64url';
import { INLINE_BYTES, packTrace, unpackTrace } from './inline-trace';

describe('a trace inside a link', () => {
  it('comes out as it went in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
        const packed = await packTrace(new Blob([new Uint8Array(bytes)]));
        expect(packed).toMatch(/^[\w-]*$/);
        expect(await unpackTrace(packed ?? '')).toEqual({ ok: true, value: new Uint8Array(bytes) });
      }),
      { numRuns: 50 },
    );
  });

  it('is refused when it stays too large', async () => {
    const noise = new Uint8Array(INLINE_BYTES + 1000);
    for (let i = 0, state = 1; i < noise.length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      noise[i] = state >>> 24;
    }
    expect(await packTrace(new Blob([noise]))).toBeUndefined();
    expect(await packTrace(new Blob([new Uint8Array(10 * INLINE_BYTES)]))).toBeDefined();
  });

  it('is refused when it was damaged on its way', async () => {
    const packed = (await packTrace(new Blob(['heapglass 1\n'.repeat(50)]))) ?? '';
    expect(await unpackTrace(packed.slice(0, -4))).toEqual({ ok: false, failure: 'damaged' });
    expect(await unpackTrace('not~base64')).toEqual({ ok: false, failure: 'damaged' });
  });

  it('is refused when it would blow up', async () => {
    const bomb = toBase64Url(deflateRawSync(Buffer.alloc(65 * 1024 * 1024)));
    expect(await unpackTrace(bomb)).toEqual({ ok: false, failure: 'too-large' });
  });
});
