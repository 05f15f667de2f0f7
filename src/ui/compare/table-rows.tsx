import type { Differences } from "../../store/comparison/differences.ts";
import type { RunGroup, TableColumn } from "../../store/comparison/table-columns.ts";
import { RunRow } from "./run-row.tsx";

/** What the rows of the runs table are made of. */
export interface TableRowsProps {
  readonly groups: readonly RunGroup[];
  readonly columns: readonly TableColumn[];
  readonly differences: Differences;
  readonly baselineId: string;
  readonly bars: number;
}

/** Cells of a row: star, run and note, and the difference has its interval and its verdict beside it. */
export function cellCount(columns: readonly TableColumn[]): number {
  return columns.length + 5;
}

/** Rows below the header, groups' names among them. */
export function rowCountOf(groups: readonly RunGroup[]): number {
  return groups.reduce((sum, { name, summaries }) => sum + (name === null ? 0 : 1) + summaries.length, 0);
}

export function AllRows({ groups, columns, differences, baselineId, bars }: TableRowsProps) {
  return groups.map(({ name, summaries }) => (
    <tbody key={name}>
      {name !== null && (
        <tr className="runs-group">
          <th colSpan={cellCount(columns)} scope="rowgroup">
            {name}
          </th>
        </tr>
      )}
      {summaries.map((summary) => (
        <RunRow
          key={summary.run.id}
          summary={summary}
          columns={columns}
          difference={differences.byRun.get(summary.run.id)}
          isBaseline={summary.run.id === baselineId}
          bars={bars}
        />
      ))}
    </tbody>
  ));
}
