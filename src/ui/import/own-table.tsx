import { useId, useState } from "react";
import { openTable } from "../../store/actions/import-file.ts";
import { openUrl } from "../../store/actions/open-url.ts";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { OpenFileButton } from "../open-file-button.tsx";

/** The ways to an own table: a file, a drop, a paste, a public address. */
export function OwnTable() {
  const wanted = useLabState((state) => (state.data.status === "wanted" ? state.data.name : null));
  return (
    <section className="own-table" aria-labelledby="own-heading">
      <div className="own-file">
        <div>
          <h3 id="own-heading">Your own table</h3>
          <p className="small dim">
            {wanted === null
              ? "CSV and its relatives, Excel, Parquet, JSON, ARFF, LIBSVM; also as .gz or .zip. Drop it anywhere on the page."
              : `The link was made with ${wanted}. Open that file here.`}
          </p>
          <p className="small dim privacy-line">
            <Icon name="lock" /> Read in this tab, not sent anywhere.
          </p>
        </div>
        <OpenFileButton />
      </div>
      <div className="own-ways">
        <PasteBox />
        <UrlBox />
      </div>
    </section>
  );
}

function PasteBox() {
  const lab = useLab();
  const id = useId();
  const [text, setText] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "")
          void openTable(lab, { kind: "paste", file: new File([text], "pasted cells") });
      }}
    >
      <label htmlFor={id}>Paste cells from a spreadsheet</label>
      <textarea
        id={id}
        className="paste-area"
        rows={3}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button low" disabled={text.trim() === ""}>
        Open pasted cells
      </button>
    </form>
  );
}

function UrlBox() {
  const lab = useLab();
  const id = useId();
  const [url, setUrl] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (url.trim() !== "") void openUrl(lab, url.trim());
      }}
    >
      <label htmlFor={id}>Open a public address</label>
      <input
        id={id}
        className="text-field address"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        placeholder="https://"
        value={url}
        onChange={(event) => setUrl(event.target.value)}
      />
      <p className="small dim">
        Only the server of this address is asked, and only for the file. It has to allow other pages to read
        it.
      </p>
      <button type="submit" className="button low" disabled={url.trim() === ""}>
        Fetch
      </button>
    </form>
  );
}
