import { DATA_MODELS, GUARD_SIDES, layersFrom, layersText, type LayerChoice } from '../../core/tables/layer-choice';
import { useApp } from '../../store/app-context';
import styles from './layers-button.module.css';

/** One switch for each layer, and for what it can do besides. */
export function LayerSwitches() {
  const choice = layersFrom(useApp((state) => state.layers));
  const setLayers = useApp((state) => state.setLayers);
  const change = (part: Partial<LayerChoice>): void => {
    setLayers(layersText({ ...choice, ...part }));
  };
  return (
    <>
      <p className={styles.note}>Over the engine of the simulated heap. The recorded heap stays as it was.</p>
      <OneOf
        label="Guard pages"
        value={choice.guard}
        choices={GUARD_SIDES}
        onChange={(guard) => {
          change({ guard });
        }}
      />
      <Switch
        label="flush with the last byte"
        isOn={choice.flush}
        isUsable={choice.guard !== undefined}
        onChange={(flush) => {
          change({ flush });
        }}
      />
      <OneOf
        label="Debug headers"
        value={choice.debug}
        choices={DATA_MODELS}
        onChange={(debug) => {
          change({ debug });
        }}
      />
      <Switch
        label="keep freed blocks, filled"
        isOn={choice.keepsFreed}
        isUsable={choice.debug !== undefined}
        onChange={(keepsFreed) => {
          change({ keepsFreed });
        }}
      />
      <Switch
        label="Cookies"
        isOn={choice.cookies}
        onChange={(cookies) => {
          change({ cookies });
        }}
      />
      <Switch
        label="Log of the last calls"
        isOn={choice.log}
        onChange={(log) => {
          change({ log });
        }}
      />
    </>
  );
}

function OneOf<Value extends string>(props: {
  readonly label: string;
  readonly value: Value | undefined;
  readonly choices: readonly Value[];
  readonly onChange: (value: Value | undefined) => void;
}) {
  return (
    <label className={styles.row}>
      {props.label}
      <select
        value={props.value ?? ''}
        onChange={(event) => {
          props.onChange(props.choices.find((choice) => choice === event.target.value));
        }}
      >
        <option value="">off</option>
        {props.choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    </label>
  );
}

function Switch(props: {
  readonly label: string;
  readonly isOn: boolean;
  readonly isUsable?: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  return (
    <label className={styles.row}>
      {props.label}
      <input
        type="checkbox"
        checked={props.isOn}
        disabled={props.isUsable === false}
        onChange={(event) => {
          props.onChange(event.target.checked);
        }}
      />
    </label>
  );
}
