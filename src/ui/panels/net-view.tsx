import { type KeyboardEvent, type MouseEvent, useMemo, useState } from "react";
import { createChainReader, type NetReading } from "../../analysis/chain-reader.ts";
import { type NetFigure, netFigure } from "../../figures/net-figure.ts";
import { inputNames, sampleRows } from "../../figures/net-inputs.ts";
import { netSentence, unitSentence } from "../../figures/net-text.ts";
import { digitsFor, signedText } from "../../figures/number-text.ts";
import type { RunView } from "../../store/run-view.ts";
import { netWords as words } from "../../words/net.ts";
import { useSettled } from "../use-settled.ts";
import { NetPicture } from "./net-picture.tsx";
import { selectedIndex } from "./run-scores.ts";
import { useSize } from "./use-size.ts";

interface NetViewProps {
  readonly view: RunView;
  /** Raw score column of the sum. */
  readonly output: number;
}

/** The net of a round as it stands after it: inputs, how each hidden unit answers, and the sum for the marked row. */
export function NetView({ view, output }: NetViewProps) {
  const [measure, size] = useSize();
  const { start, rounds, round } = view;
  const selected = selectedIndex(view);
  const sample = useMemo(() => sampleRows(start, selected), [start, selected]);
  const inputs = start.header.inputs!;
  const reader = useMemo(() => createChainReader(inputs, sample), [inputs, sample]);
  const names = useMemo(() => inputNames(inputs, start.followed.features), [inputs, start]);
  const recorded = rounds[round];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a round, once recorded, stays as it is
  const reading = useMemo(() => {
    const records = rounds.slice(1, round + 1).flatMap(({ record }) => (record === null ? [] : [record]));
    return reader.readAfter(records);
  }, [reader, rounds, recorded]);
  const figure = useMemo(
    () => (size === null ? null : netFigure({ reading, sample, names, output, size })),
    [reading, sample, names, output, size],
  );
  const row = selected < 0 ? null : start.followed.rowIds[selected];
  return (
    <div ref={measure} className="panel-body panel-net">
      {figure !== null && size !== null && (
        <WalkedNet
          view={view}
          figure={figure}
          caption={netSentence({ figure, reading, round, row })}
          unitText={(key) => unitSentence({ key, reading, names, round, row, output, sample })}
        >
          {(marked) => (
            <NetPicture
              figure={figure}
              sample={sample}
              size={size}
              round={round}
              sum={sumText(figure, reading)}
              marked={marked}
            />
          )}
        </WalkedNet>
      )}
    </div>
  );
}

function sumText({ sum }: NetFigure, { outputs }: NetReading): string {
  const largest = outputs.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Number.isNaN(sum) ? "" : signedText(sum, digitsFor(largest));
}

interface WalkedProps {
  readonly view: RunView;
  readonly figure: NetFigure;
  readonly caption: string;
  readonly unitText: (key: string) => string;
  readonly children: (marked: string | null) => React.ReactNode;
}

const WALK_KEYS = new Map([
  ["ArrowRight", 1],
  ["ArrowLeft", -1],
]);

/** The picture takes the focus once; arrows walk from unit to unit, and the pointer says what it is over. */
function WalkedNet({ view, figure, caption, unitText, children }: WalkedProps) {
  const [walked, setWalked] = useState<string | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const heard = useSettled(caption, hasFocus);
  const { units } = figure;
  const known = (key: string | null) => units.find((unit) => unit.key === key) ?? null;
  const marked = known(hovered) ?? (hasFocus ? known(walked) : null);
  const under = (event: MouseEvent<HTMLButtonElement>) => {
    const frame = event.currentTarget.getBoundingClientRect();
    const scale = frame.width / event.currentTarget.offsetWidth || 1;
    const x = (event.clientX - frame.left) / scale;
    const y = (event.clientY - frame.top) / scale;
    const found = units.find(
      ({ box }) => x >= box.x && x <= box.x + box.width && y >= box.y - 2 && y <= box.y + box.height + 2,
    );
    return found?.key ?? null;
  };
  const walk = (event: KeyboardEvent<HTMLButtonElement>) => {
    const step = WALK_KEYS.get(event.key);
    if (step === undefined || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const at = units.findIndex(({ key }) => key === walked);
    const next = at < 0 ? (step > 0 ? 0 : units.length - 1) : (at + step + units.length) % units.length;
    setWalked(units[next]?.key ?? null);
  };
  return (
    <figure className="panel-figure">
      {children(marked?.key ?? null)}
      <button
        type="button"
        className="panel-walk panel-net-walk"
        aria-label={words.walk(view.name, heard)}
        onMouseDown={(event) => event.preventDefault()}
        onMouseMove={(event) => setHovered(under(event))}
        onMouseLeave={() => setHovered(null)}
        onKeyDown={walk}
        onFocus={() => setHasFocus(true)}
        onBlur={() => setHasFocus(false)}
      />
      {marked !== null && <p className="panel-net-tip">{unitText(marked.key)}</p>}
      <p className="panel-hidden" aria-live="polite">
        {hasFocus && marked !== null ? unitText(marked.key) : ""}
      </p>
      <figcaption className="panel-hidden">{heard}</figcaption>
    </figure>
  );
}
