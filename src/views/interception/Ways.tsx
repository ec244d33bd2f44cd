import type { InterceptionMode } from '../../worker/protocol';
import styles from './interception-details.module.css';

/** What speaks for a way to intercept and what against it: the arguments of the RFC's thread. */
const ARGUMENTS: Readonly<Record<InterceptionMode, { readonly gain: string; readonly cost: string }>> = {
  none: {
    gain: 'Simple, and nothing can get out of balance.',
    cost: 'No debugging, accounting or callbacks by the driver itself. It is what Mesa came to in 2020 and 2022.',
  },
  wrappers: {
    gain: 'Portable to every compiler and system; the only way that can carry scope and object, call by call.',
    cost: 'Every file has to keep to the wrappers, so names are poisoned; C++ operators and third parties are not seen.',
  },
  'linker-wrap': {
    gain: 'No change of source; C++ is caught as well, and LLVM where it is linked statically.',
    cost: 'No scope and no object. The C++ library has to be static, which distributions do not want; what libc hands out is still raw.',
  },
  interpose: {
    gain: 'Balanced whatever crosses, third parties and the application included.',
    cost: 'No scope and no object, one allocator for all instances, and it is the user’s environment that decides, not the driver.',
  },
};

/** The case for and against the way that is chosen. */
export function Ways({ mode }: { readonly mode: InterceptionMode }) {
  const { gain, cost } = ARGUMENTS[mode];
  return (
    <dl className={styles.ways}>
      <dt>For</dt>
      <dd>{gain}</dd>
      <dt>Against</dt>
      <dd>{cost}</dd>
    </dl>
  );
}
