import { sources } from "../../data/sources/index.ts";
import { chooseSource } from "../../store/actions/load-data.ts";
import { Note } from "../controls/note.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { OwnTable } from "./own-table.tsx";
import { RecentList } from "./recent-list.tsx";

/** The ways to an own table, recent ones, and the built-in data sets with their cards. */
export function SourceList() {
  const lab = useLab();
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
      <h3>Built in</h3>
      <ul>
        {sources.map((source) => (
          <li key={source.id} className="card source-card">
            <div>
              <h4>{source.card.title}</h4>
              <p>{source.card.description}</p>
              <p className="small dim">{source.card.teaches}</p>
              <p className="small dim">
                {source.card.origin}. {source.card.licence}.
              </p>
            </div>
            <button
              type="button"
              className="button"
              aria-label={`Use ${source.card.title}`}
              onClick={() => chooseSource(lab, source.id)}
            >
              {source.id === current ? "Use again" : "Use"}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
