import { useEffect, useState, type RefObject } from 'react';

/** Part of an item that has to be seen. */
const SEEN = 0.5;

/** How many of the `count` items of a list lie beyond its edge. */
export function useHiddenItems(list: RefObject<HTMLElement | null>, count: number): number {
  const [hidden, setHidden] = useState(0);
  useEffect(() => {
    const root = list.current;
    if (root === null) return;
    const beyond = new Set<Element>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRatio } of entries) {
          if (intersectionRatio < SEEN) beyond.add(target);
          else beyond.delete(target);
        }
        setHidden(beyond.size);
      },
      { root, threshold: SEEN },
    );
    for (const item of root.children) observer.observe(item);
    return () => {
      observer.disconnect();
    };
  }, [list, count]);
  return hidden;
}
