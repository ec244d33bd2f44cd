import { describe } from 'vitest';
import { Bump } from './bump';
import { testEngineContract } from './testing/engine-contract';

describe('a bump arena keeps the contract of engines', () => {
  testEngineContract((memory) => new Bump(memory), { emptiedEvery: 10_000 });
});
