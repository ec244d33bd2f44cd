import { formatCount } from '../../base/format';
import { useApp } from '../../store/app-context';
import { RATES } from '../../store/playback-slice';
import styles from './playback-bar.module.css';

/** Speed of the playback: the one under way, which may be none of those offered. */
export function RateSelect() {
  const rate = useApp(({ rate, playback }) => (playback.kind === 'playing' ? playback.rate : rate));
  const setRate = useApp((state) => state.setRate);
  return (
    <select
      className={styles.rate}
      aria-label="Speed, in events per second"
      value={rate}
      onChange={(event) => {
        const chosen = RATES.find((offered) => String(offered) === event.target.value);
        if (chosen !== undefined) setRate(chosen);
      }}
    >
      {!RATES.includes(rate) && <option value={rate}>{rateText(rate)}</option>}
      {RATES.map((offered) => (
        <option key={offered} value={offered}>
          {rateText(offered)}
        </option>
      ))}
    </select>
  );
}

function rateText(rate: number): string {
  return rate >= 1e6 ? `${Number((rate / 1e6).toPrecision(2))} M events/s` : `${formatCount(rate)} events/s`;
}
