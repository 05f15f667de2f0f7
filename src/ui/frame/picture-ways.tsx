import type { RefObject } from "react";
import type { PanelTable } from "../../figures/panel-tables.ts";
import { chartWords as words } from "../../words/chart.ts";
import { PictureMenu } from "./picture-menu.tsx";
import "./picture-ways.css";

interface PictureWaysProps {
  readonly name: string;
  readonly picture: RefObject<HTMLElement | null>;
  readonly table: () => PanelTable;
  readonly showsTable: boolean;
  readonly onShowTable: (shows: boolean) => void;
}

/** At the upper right of a picture: its table in its place, and what can be saved of it. */
export function PictureWays({ name, picture, table, showsTable, onShowTable }: PictureWaysProps) {
  return (
    <div className="picture-ways">
      <button
        type="button"
        className="button quiet low"
        aria-pressed={showsTable}
        onClick={() => onShowTable(!showsTable)}
      >
        {showsTable ? words.hideTable : words.table}
      </button>
      {!showsTable && <PictureMenu name={name} picture={picture} table={table} />}
    </div>
  );
}
