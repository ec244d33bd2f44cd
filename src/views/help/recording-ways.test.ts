import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RECORDING_WAYS } from '../../store/layout-slice';
import { RECORDING_TEXTS } from './recording-ways';

it('names only files that are in the kit', () => {
  const files = RECORDING_WAYS.flatMap((way) => RECORDING_TEXTS[way].files);
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((path) => !existsSync(`public/capture/${path}`))).toEqual([]);
});
