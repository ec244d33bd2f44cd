import type { ModuleId } from '../../core/tables/indices';
import { useApp } from '../../store/app-context';
import type { InterceptionChoice } from '../../worker/protocol';
import { MiddleCut } from '../../widgets/middle-cut/MiddleCut';
import type { MatrixModule } from './matrix';
import styles from './crossings-matrix.module.css';

/** A library's file: only such can be linked statically instead. */
const LIBRARY = /\.(?:so|dll|dylib)(?:\.|$)/;

/** A module that allocates: whether it is intercepted, and whether it is a shared library. */
export function ModuleHeader({ row, name }: { readonly row: MatrixModule; readonly name: string }) {
  const choice = useApp((state) => state.interception);
  const setChoice = useApp((state) => state.setInterception);
  const { module } = row;
  if (module === undefined) {
    return (
      <th scope="row" className={styles.module}>
        <span className={styles.name}>{name}</span>
      </th>
    );
  }
  const id = module.module;
  const isWhole = choice.mode === 'interpose';
  return (
    <th scope="row" className={styles.module}>
      <span className={styles.moduleRow}>
        <label className={styles.tick} title={tickTitle(module.isOutOfReach, isWhole)}>
          <input
            type="checkbox"
            aria-label={`Intercept ${name}`}
            checked={isWhole || choice.modules.includes(id)}
            disabled={isWhole || module.isOutOfReach}
            onChange={() => {
              setChoice(withModule(choice, id));
            }}
          />
          <span className={styles.name}>
            <MiddleCut text={name} />
          </span>
        </label>
        {module.isOutOfReach && <span className={styles.reach}>out of reach</span>}
        {LIBRARY.test(name) && !module.isOutOfReach && (
          <button
            type="button"
            className={styles.link}
            title="A shared library. Link it statically: its code then belongs to the modules that call it."
            aria-label={`Link ${name} statically`}
            onClick={() => {
              setChoice({ ...choice, staticModules: [...choice.staticModules, id] });
            }}
          >
            shared
          </button>
        )}
      </span>
    </th>
  );
}

/** With `module` ticked or no longer. Whoever ticks without a way to intercept means the linker's. */
function withModule(choice: InterceptionChoice, module: ModuleId): InterceptionChoice {
  const isOn = choice.modules.includes(module);
  return {
    ...choice,
    mode: choice.mode === 'none' ? 'linker-wrap' : choice.mode,
    modules: isOn ? choice.modules.filter((other) => other !== module) : [...choice.modules, module],
  };
}

function tickTitle(isOutOfReach: boolean, isWhole: boolean): string {
  if (isWhole) return 'The whole process is intercepted';
  return isOutOfReach
    ? 'Neither source nor linker of the program reaches it: it is linked already, or made at run time'
    : 'Intercept the calls of this module';
}
