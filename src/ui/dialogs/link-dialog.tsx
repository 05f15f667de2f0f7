import { lazy, Suspense, useState } from "react";
import { encode } from "uqr";
import { copyLink } from "../../store/actions/copy-link.ts";
import { updateView } from "../../store/actions/update.ts";
import { linksOf } from "../../store/share/links.ts";
import { commandWords as words } from "../../words/commands.ts";
import { Dialog } from "../controls/dialog.tsx";
import { Icon } from "../icon.tsx";
import { useLab } from "../lab-context.ts";
import "./dialogs.css";

const EmbedSection = lazy(async () => ({ default: (await import("./embed-section.tsx")).EmbedSection }));

/** The experiment's links to read, to copy, and as a code that a room of phones can take. */
export function LinkDialog() {
  const lab = useLab();
  const [links] = useState(() => linksOf(lab));
  const [copied, setCopied] = useState(false);
  const address = (fragment: string) => new URL(fragment, location.href).href;
  const long = address(links.fragment);
  const short = links.short === null ? null : address(links.short);
  return (
    <Dialog title={words.linkTitle} onClose={() => updateView(lab, { dialog: null })}>
      <div className="link-dialog">
        <Code text={long} />
        <input
          className="text-field wide"
          aria-label={words.linkTitle}
          readOnly
          value={long}
          onFocus={(event) => event.target.select()}
        />
        <button
          type="button"
          className="button"
          data-first-focus
          onClick={() => void copyLink(lab).then(setCopied)}
        >
          <Icon name={copied ? "check" : "link"} /> {copied ? words.copied : words.copy}
        </button>
        <p className="small dim">
          {words.length(long.length)} {words.receipt(links.trained, links.runs)} {words.linkHint}
        </p>
        {short !== null && (
          <>
            <h3>{words.shortTitle}</h3>
            <Editable label={words.shortTitle} address={short} />
            <p className="small dim">
              {words.length(short.length)} {words.shortHint}
            </p>
          </>
        )}
        <Suspense fallback={null}>
          <EmbedSection address={long} />
        </Suspense>
      </div>
    </Dialog>
  );
}

/** A link that can be changed by hand, and is then opened with Enter. */
function Editable({ label, address }: { readonly label: string; readonly address: string }) {
  return (
    <input
      className="text-field wide"
      aria-label={label}
      defaultValue={address}
      onFocus={(event) => event.target.select()}
      onKeyDown={(event) => {
        const typed = event.currentTarget.value.trim();
        if (event.key === "Enter" && typed !== address && typed.includes("#"))
          location.hash = typed.slice(typed.indexOf("#"));
      }}
    />
  );
}

/** Always dark on light: cameras read no inverted codes. */
function Code({ text }: { readonly text: string }) {
  let code: ReturnType<typeof encode>;
  try {
    code = encode(text, { ecc: "L", border: 2 });
  } catch {
    return <p className="dim">{words.linkTooLong}</p>;
  }
  const path = code.data.flatMap((line, y) =>
    line.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <svg className="link-code" viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label={words.qr}>
      <rect width={code.size} height={code.size} fill="#fff" />
      <path d={path.join("")} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
