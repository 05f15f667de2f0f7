const strokes = {
  next: "M12 3.2v9.6",
  previous: "M4 3.2v9.6",
  first: "M3 3v10M13 3.5 8.5 8l4.500 4.5M9 3.500 4.800 8l4.200 4.500",
  best: "M4 14V2.500M4 3h8l-2 2.800L12 8.600H4",
  link: "M6.500 9.500l3-3M7 4.500l1.200-1.200a2.900 2.900 0 0 1 4.100 4.100L11 8.700M9 11.500l-1.200 1.200a2.900 2.900 0 0 1-4.100-4.100L5 7.300",
  keys: "M1.500 4h13v8h-13zM4 6.500h.1M6.700 6.500h.1M9.300 6.500h.1M12 6.500h.1M5 9.500h6",
  number: "M6.500 2.500 5 13.500M11 2.500 9.500 13.500M3 6h10.500M2.500 10H13",
  category: "M2.500 3h4v4h-4zM2.500 9.500h4v4h-4zM9 5h5M9 11.500h5",
  date: "M2.500 3.500h11v10h-11zM2.500 6.500h11M5.500 1.800v3M10.500 1.800v3",
  toggle: "M5 4.500h6a3.500 3.500 0 0 1 0 7H5a3.500 3.500 0 0 1 0-7zM11 8h.1",
  text: "M2.500 4h11M2.500 8h11M2.500 12h7",
  key: "M6.500 9.500a3 3 0 1 1 2.100-2.100l5 5v1.600h-2v-1.500h-1.500v-1.500z",
  warn: "M8 2.500 14.500 13.500h-13zM8 6.500v3.500M8 11.800v.1",
  check: "M3 8.500 6.500 12 13 4.500",
  lock: "M3.500 7.500h9v6h-9zM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500",
  plus: "M8 3v10M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  file: "M4 1.800h5.500L12.500 5v9.200H4zM9.300 2v3.300h3",
  down: "M4 6.500 8 10.500l4-4",
  up: "M4 9.500 8 5.500l4 4",
  save: "M8 2v8M4.500 7 8 10.500 11.500 7M2.500 13.500h11",
  more: "M3.500 8h.1M8 8h.1M12.500 8h.1",
  again: "M13 8a5 5 0 1 1-1.500-3.600M13 2v3h-3",
  undo: "M3 6h6.500a3.500 3.500 0 0 1 0 7H6M5.500 3 2.500 6l3 3",
  theme: "M8 2.500a5.500 5.500 0 1 0 0 11a5.500 5.500 0 1 0 0-11z",
  present: "M1.800 3h12.400v8H1.800zM8 11v2.500M5 13.500h6",
  help: "M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2zM6.300 6.500a1.700 1.700 0 1 1 2.600 1.400c-.600.400-.900.700-.900 1.400M8 11.300v.1",
  settings: "M2.500 4.500h7M12.500 4.500h1M2.500 11.500h1M6.500 11.500h7M11 3v3M5 10v3",
} as const;

const solids = {
  theme: "M8 2.500a5.500 5.500 0 0 1 0 11z",
  play: "M4 2.600v10.800L13 8z",
  pause: "M3.800 3h3v10h-3zM9.200 3h3v10h-3z",
  stop: "M4 4h8v8H4z",
  next: "M4 3v10l6-5z",
  previous: "M12 3v10L6 8z",
} as const;

export type IconName = keyof typeof strokes | keyof typeof solids;

/** A 16 px drawing beside words; never the only name of a control. */
export function Icon({ name }: { readonly name: IconName }) {
  const stroke: string | undefined = strokes[name as keyof typeof strokes];
  const solid: string | undefined = solids[name as keyof typeof solids];
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      {solid !== undefined && <path className="solid" d={solid} />}
      {stroke !== undefined && <path d={stroke} strokeWidth={name === "more" ? 2.4 : undefined} />}
    </svg>
  );
}
