import { describe } from 'vitest';
import { Buddy } from './buddy';
import { testEngineContract } from './testing/engine-contract';

describe('buddies keep the contract of engines', () => {
  testEngineContract((memory) => new Buddy(memory));
});
