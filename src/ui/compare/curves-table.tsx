import type { SeedBand } from "../../figures/compare-figure.ts";
import { decimalText, plainText } from "../../figures/number-text.ts";
import type { PanelTable } from "../../figures/panel-tables.ts";
import type { CompareAxis } from "../../store/comparison/comparison.ts";
import type { RunSummary } from "../../store/comparison/summaries.ts";
import { compareWords as words } from "../../words/compare.ts";

interface CurvesTableProps {
  readonly summaries: readonly RunSummary[];
  readonly bands: readonly SeedBand[];
  readonly axis: CompareAxis;
  readonly digits: number;
}

const MOST_LINES = 60;

/** Every place of every band: for files. */
export function bandsTable(
  summaries: readonly RunSummary[],
  bands: readonly SeedBand[],
  axis: CompareAxis,
): PanelTable {
  const nameOf = (id: string) => summaries.find(({ run }) => run.id === id)?.run.name ?? id;
  return {
    columns: [words.columns.run, words.axis[axis], words.mean, words.spread],
    lines: bands.flatMap(({ id, x, mean, deviation }) =>
      x.map((at, n) => [nameOf(id), at, mean[n], deviation[n]]),
    ),
  };
}

/** The curves as numbers: mean and spread at places along the axis. */
export function CurvesTable({ summaries, bands, axis, digits }: CurvesTableProps) {
  const longest = bands.reduce<readonly number[]>((most, { x }) => (x.length > most.length ? x : most), []);
  const step = Math.max(1, Math.ceil(longest.length / MOST_LINES));
  const nameOf = (id: string) => summaries.find(({ run }) => run.id === id)?.run.name ?? id;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
    <section className="compare-table-frame" tabIndex={0} aria-label={words.tableCaption}>
      <table className="compare-numbers">
        <caption className="hidden-text">{words.tableCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.axis[axis]}</th>
            {bands.map(({ id }) => (
              <th key={id} scope="col">
                {nameOf(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {longest
            .map((x, n) => ({ x, n }))
            .filter(({ n }) => n % step === 0 || n === longest.length - 1)
            .map(({ x, n }) => (
              <tr key={n}>
                <th scope="row">{plainText(x)}</th>
                {bands.map((band) => (
                  <td key={band.id}>
                    {cell(band.mean[axis === "rounds" ? n : nearest(band.x, x)], digits)}
                    {band.seeds > 1 && (
                      <span className="dim">
                        {" "}
                        ± {cell(band.deviation[axis === "rounds" ? n : nearest(band.x, x)], digits)}
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

function cell(value: number | undefined, digits: number): string {
  return value === undefined ? "–" : decimalText(value, digits);
}

/** The last place of a grid that is not beyond x; -1 = none. */
function nearest(grid: readonly number[], x: number): number {
  return (grid.at(-1) ?? -1) < x ? -1 : grid.findLastIndex((at) => at <= x);
}
