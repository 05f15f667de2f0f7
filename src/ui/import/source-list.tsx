import { sources } from "../../data/sources/index.ts";
import { chooseSource } from "../../store/actions/load-data.ts";
import { Note } from "../controls/note.tsx";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { OpenFileButton } from "../open-file-button.tsx";

/** The built-in data sets with their cards, and the way to an own file. */
export function SourceList() {
  const lab = useLab();
  const error = useLabState((state) => state.importing.error);
  const wanted = useLabState((state) => (state.data.status === "wanted" ? state.data.name : null));
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
      <div className="own-file">
        <div>
          <h3>Your own table</h3>
          <p className="small dim">
            {wanted === null
              ? "CSV with commas, semicolons, tabs or bars. Drop it anywhere on the page."
              : `The link was made with ${wanted}. Open that file here.`}
          </p>
          <p className="small dim privacy-line">
            <Icon name="lock" /> Read in this tab, not sent anywhere.
          </p>
        </div>
        <OpenFileButton />
      </div>
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
