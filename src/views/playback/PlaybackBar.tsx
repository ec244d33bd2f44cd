import { ChevronFirst, ChevronLast, FastForward, Mountain, Pause, Play, StepBack, StepForward } from 'lucide-react';
import { useApp } from '../../store/app-context';
import { isPlaying } from '../../store/playback-slice';
import { lastEvent } from '../../store/trace-slice';
import { Button } from '../../widgets/button/Button';
import { IconButton } from '../../widgets/icon-button/IconButton';
import { Position } from './Position';
import styles from './playback-bar.module.css';
import { RateSelect } from './RateSelect';
import { Scrubber } from './Scrubber';

/** Moves the cursor: the transport buttons, the speed, where it is, and the playhead over the whole trace. */
export function PlaybackBar() {
  const seek = useApp((state) => state.seek);
  const step = useApp((state) => state.step);
  const last = useApp(lastEvent);
  const seekPeak = useApp((state) => state.seekPeak);
  return (
    <section className={styles.bar} aria-label="Playback">
      <div className={styles.buttons}>
        <IconButton label="Before the first event" shortcut="Home" onClick={() => { seek(-1); }}>
          <ChevronFirst />
        </IconButton>
        <IconButton label="One event back" shortcut="←" onClick={() => { step(-1); }}>
          <StepBack />
        </IconButton>
        <PlayButton />
        <IconButton label="One event forward" shortcut="→" onClick={() => { step(1); }}>
          <StepForward />
        </IconButton>
        <IconButton label="The last event" shortcut="End" onClick={() => { seek(last); }}>
          <ChevronLast />
        </IconButton>
        <IconButton label="Go to the peak" shortcut="P" onClick={seekPeak}>
          <Mountain />
        </IconButton>
      </div>
      <RateSelect />
      <SkipToPeak />
      <Position />
      <Scrubber />
    </section>
  );
} // prettier-ignore

function PlayButton() {
  const playing = useApp(isPlaying);
  const togglePlayback = useApp((state) => state.togglePlayback);
  return (
    <IconButton label={playing ? 'Pause' : 'Play'} shortcut="Space" onClick={togglePlayback}>
      {playing ? <Pause /> : <Play />}
    </IconButton>
  );
}

/** While it plays to the peak: a way to be there at once. */
function SkipToPeak() {
  const isUnderWay = useApp(
    ({ playback, meta }) => playback.kind === 'playing' && playback.until === meta?.totals.peakEvent,
  );
  const seekPeak = useApp((state) => state.seekPeak);
  if (!isUnderWay) return undefined;
  return (
    <Button title="Skip to the peak" onClick={seekPeak}>
      <FastForward /> <span className={styles.skip}>Skip to the peak</span>
    </Button>
  );
}
