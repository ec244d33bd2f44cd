import { useEffect, useState } from 'react';
import { formatBytes, formatCount } from '../../base/format';
import { useApp } from '../../store/app-context';
import { fetchSamples, sampleSource, type Sample } from '../../store/samples';
import styles from './gallery.module.css';

/** Real traces to look at without having one at hand. */
export function Gallery() {
  const samples = useApp((state) => state.samples);
  const keepSamples = useApp((state) => state.keepSamples);
  const [isUnreachable, setUnreachable] = useState(false);
  useEffect(() => {
    if (samples !== undefined) return;
    void fetchSamples().then((fetched) => {
      if (fetched === undefined) setUnreachable(true);
      else keepSamples(fetched);
    });
  }, [samples, keepSamples]);
  return (
    <section className={styles.gallery} aria-labelledby="gallery-title">
      <h2 id="gallery-title" className={styles.title}>
        Or look at a real one
      </h2>
      {isUnreachable ? (
        <p className={styles.shows}>The samples that come with Heapglass could not be fetched from this server.</p>
      ) : (
        <ul className={styles.list}>
          {samples?.map((sample) => (
            <li key={sample.id}>
              <SampleButton sample={sample} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function SampleButton({ sample }: { readonly sample: Sample }) {
  const open = useApp((state) => state.open);
  const openSample = (): void => {
    const source = sampleSource(sample, document.baseURI);
    const plays = sample.playToPeak && !matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (source !== undefined) open(source, { kind: plays ? 'play-to-peak' : 'at-peak' });
  };
  return (
    <button type="button" className={styles.sample} onClick={openSample}>
      <span className={styles.name}>{sample.title}</span>
      <span className={styles.size}>
        {formatCount(sample.events)} events · {formatBytes(sample.bytes)}
      </span>
      <span className={styles.shows}>{sample.shows}</span>
    </button>
  );
}
