import { useEffect, useState } from 'react';
import { useApp } from '../../store/app-context';
import styles from './header.module.css';

/** How long typing rests before the search goes out, in milliseconds. */
const REST = 150;

/** Searches the call stacks: functions, modules and files. */
export function SearchField() {
  const search = useApp((state) => state.search);
  const setSearch = useApp((state) => state.setSearch);
  const [typed, setTyped] = useState(search);
  const [known, setKnown] = useState(search);
  if (search !== known) {
    setKnown(search);
    setTyped(search);
  }
  useEffect(() => {
    if (typed === search) return;
    const timer = setTimeout(() => {
      setSearch(typed);
    }, REST);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, search, setSearch]);
  return (
    <input
      type="search"
      className={styles.search}
      aria-label="Search functions, modules and files"
      placeholder="Search call stacks"
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value);
      }}
    />
  );
}
