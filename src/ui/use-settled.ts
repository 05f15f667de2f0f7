import { useEffect, useState } from "react";

const REST_MS = 200;

/**
 * The value once it has rested: for what is heard and not seen. While the clock moves nobody can listen to every round,
 * and laying out hidden text costs as much as text that shows.
 */
export function useSettled<T>(value: T, isUrgent = false): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (value === settled) return undefined;
    const timer = setTimeout(() => setSettled(value), isUrgent ? 0 : REST_MS);
    return () => clearTimeout(timer);
  }, [value, settled, isUrgent]);
  return settled;
}
