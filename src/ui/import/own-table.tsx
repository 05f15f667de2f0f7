import { useId, useState } from "react";
import { openTable } from "../../store/actions/import-file.ts";
import { openUrl } from "../../store/actions/open-url.ts";
import { importWords, ownTableWords as words } from "../../words/import.ts";
import { importEntryWords } from "../../words/import-entry.ts";
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
          <h3 id="own-heading">{words.title}</h3>
          <p className="small dim">{wanted === null ? words.formats : words.wanted(wanted)}</p>
          <p className="small dim privacy-line">
            <Icon name="lock" /> {importWords.privacy}
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
          void openTable(lab, { kind: "paste", file: new File([text], importEntryWords.pastedName) });
      }}
    >
      <label htmlFor={id}>{words.paste}</label>
      <textarea
        id={id}
        className="paste-area"
        rows={3}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button low" disabled={text.trim() === ""}>
        {words.openPasted}
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
      <label htmlFor={id}>{words.address}</label>
      <input
        id={id}
        className="text-field address"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        placeholder={words.addressStart}
        value={url}
        onChange={(event) => setUrl(event.target.value)}
      />
      <p className="small dim">{words.addressHint}</p>
      <button type="submit" className="button low" disabled={url.trim() === ""}>
        {words.fetch}
      </button>
    </form>
  );
}
