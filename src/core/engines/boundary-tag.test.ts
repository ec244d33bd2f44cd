import { describe } from 'vitest';
import { BoundaryTag, type FitPolicy } from './boundary-tag';
import { testEngineContract } from './testing/engine-contract';

describe.each<FitPolicy>(['best', 'first', 'next'])(
  'boundary tags with %s fit keep the contract of engines',
  (policy) => {
    testEngineContract((memory) => new BoundaryTag(memory, policy));
  },
);
