import { describe } from 'vitest';
import { SizeClass } from './size-class';
import { testEngineContract } from './testing/engine-contract';

describe('pages of size classes keep the contract of engines', () => {
  testEngineContract((memory) => new SizeClass(memory));
});
