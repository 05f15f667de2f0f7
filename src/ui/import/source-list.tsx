import { sourceCards } from "../../data/sources/cards.ts";
import { sources } from "../../data/sources/index.ts";
import { chooseSource } from "../../store/actions/load-data.ts";
import { dataDialogWords as words } from "../../words/import.ts";
import { Note } from "../controls/note.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { OwnTable } from "./own-table.tsx";
import { RecentList } from "./recent-list.tsx";

/** The ways to an own table, recent ones, and the built-in data sets with their cards. */
export function SourceList() {
  const error = useLabState((state) => state.importing.error);
  const current = useLabState(({ setup }) =>
    setup.data.source.kind === "builtin" ? setup.data.source.id : null,
  );
  return (
    <div className="source-list">
      {error !== null && (
        <Note tone="bad">
          {error.message} <span className="notice-code">({error.code})</span>
        </Note>
      )}
      <OwnTable />
      <RecentList />
      <h3>{words.builtIn}</h3>
      <ul>
        {sources.map(({ id }) => (
          <SourceItem key={id} id={id} isCurrent={id === current} />
        ))}
      </ul>
    </div>
  );
}

function SourceItem({ id, isCurrent }: { readonly id: string; readonly isCurrent: boolean }) {
  const lab = useLab();
  const { title, description, teaches, origin, licence } = sourceCards[id];
  return (
    <li className="card source-card">
      <div>
        <h4>{title}</h4>
        <p>{description}</p>
        <p className="small dim">{teaches}</p>
        <p className="small dim">
          {origin}. {licence}.
        </p>
      </div>
      <button
        type="button"
        className="button"
        aria-label={words.toUse(title)}
        onClick={() => chooseSource(lab, id)}
      >
        {isCurrent ? words.useAgain : words.use}
      </button>
    </li>
  );
}
