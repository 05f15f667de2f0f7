import { useState } from "react";
import { embedWords as words } from "../../words/embed.ts";
import { embedSnippet } from "../embed/embed-snippet.ts";
import { Icon } from "../icon.tsx";
import { type PanelName, panelNames, USUAL_PANELS } from "../shell-flags.ts";

/** Panels of the experiment as a frame that other pages can hold. `address` is the experiment's link. */
export function EmbedSection({ address }: { readonly address: string }) {
  const [panels, setPanels] = useState<readonly PanelName[]>(USUAL_PANELS);
  const [copied, setCopied] = useState(false);
  const snippet = embedSnippet(address, panels);
  const toggle = (panel: PanelName, on: boolean) => {
    setCopied(false);
    const others = panels.filter((other) => other !== panel);
    // a frame without panels would be empty
    if (on || others.length > 0) setPanels(on ? [...others, panel] : others);
  };
  const copy = async () => {
    await navigator.clipboard?.writeText(snippet);
    setCopied(true);
  };
  return (
    <section className="link-embed" aria-label={words.title}>
      <h3>{words.title}</h3>
      <fieldset aria-label={words.panels}>
        {panelNames.map((panel) => (
          <label key={panel}>
            <input
              type="checkbox"
              className="check"
              checked={panels.includes(panel)}
              onChange={(event) => toggle(panel, event.target.checked)}
            />{" "}
            {words.panelNames[panel]}
          </label>
        ))}
      </fieldset>
      <textarea
        className="text-field"
        aria-label={words.snippet}
        readOnly
        rows={4}
        value={snippet}
        onFocus={(event) => event.target.select()}
      />
      <button type="button" className="button" onClick={() => void copy()}>
        <Icon name={copied ? "check" : "link"} /> {copied ? words.copied : words.copySnippet}
      </button>
      <p className="small dim">{words.hint}</p>
    </section>
  );
}
